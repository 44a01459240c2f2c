-- rows: one
select datasets.add_version($1::uuid, $2::uuid, $3, $4, $5::boolean, $6::jsonb, $7::uuid, null,
                            $8::timestamptz) as version;
