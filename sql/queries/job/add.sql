-- rows: one
select jobs.enqueue($1::uuid, $2, $3::integer, $4::jsonb, $5::bigint, $6);
