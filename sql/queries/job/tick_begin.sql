-- rows: none
-- role: bw_etl
insert into jobs.tick (id, host, pid) values ($1::uuid, $2, $3::bigint);
