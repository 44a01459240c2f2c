-- rows: one
-- role: bw_ingest
select events.close_minutes($1::uuid, $2::timestamptz, $3::integer) as taken;
