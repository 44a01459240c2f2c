-- rows: one
select datasets.fail($1::uuid, $2::bigint, $3::jsonb, $4::bigint, $5::bigint);
