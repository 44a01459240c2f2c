-- rows: one
-- role: bw_etl
select jobs.bury($1::uuid, $2::uuid, $3::integer, $4);
