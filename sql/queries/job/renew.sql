-- rows: optional
-- role: bw_etl
update jobs.job j
set lease_until = now() + $4::bigint * interval '1 ms'
where j.tenant_id = $1::uuid and j.id = $2::uuid and j.state = 'running' and j.attempts = $3::integer
returning j.id;
