-- rows: one
-- role: bw_ingest
select events.fold_users($1::uuid[], $2::timestamptz[], $3::bytea[]);
