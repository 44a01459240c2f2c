-- rows: one
-- role: bw_ingest
select events.close_points($1::uuid, $2::bigint, $3::timestamptz, $4::bigint, $5::timestamptz);
