-- rows: none
-- role: bw_etl
update jobs.tick set ended_at = now(), jobs = $2::bigint where id = $1::uuid;
