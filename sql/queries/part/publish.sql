-- rows: one
select datasets.publish($1::uuid, $2::bigint, $3::text[]::bigint[], $4::text[]::bigint[],
                        $5::text[]::bigint[], $6::jsonb, $7::bigint, $8::bigint, $9::timestamptz,
                        $10::timestamptz) as ready;
