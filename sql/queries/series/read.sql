-- rows: many read
select * from analytics.read($1::uuid, $2::uuid, $3::text[], $4::text[], $5::text[], $6::text,
                             $7::timestamptz, $8::timestamptz, $9::text, $10::text, $11::integer);
