-- rows: none
-- role: bw_etl
-- Back to the queue unstarted. It keeps its place: queue_at is not touched.
update jobs.job j
set state = 'ready', lease_until = null, attempts = j.attempts - 1
where j.tenant_id = $1::uuid and j.id = $2::uuid and j.state = 'running' and j.attempts = $3::integer;
