-- rows: one
-- role: bw_etl
update jobs.job j
set state = 'ready', queue_at = now(), attempts = 0
where j.id = $1::uuid and j.state = 'dead'
returning j.id;
