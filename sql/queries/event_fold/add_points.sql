-- rows: one
-- role: bw_ingest
select events.fold_points($1::uuid[], $2::bigint[], $3::timestamptz[], $4::bigint[], $5::float8[],
                          $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::timestamptz[],
                          $11::timestamptz[], $12::bytea[]);
