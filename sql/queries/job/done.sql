-- rows: one
-- role: bw_etl
select jobs.done($1::uuid, $2::uuid, $3::integer);
