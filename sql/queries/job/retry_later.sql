-- rows: none
-- role: bw_etl
-- 2 s, 4 s, 8 s, 16 s, each up to a quarter longer so that what failed together returns apart.
update jobs.job j
set state = 'delayed', lease_until = null, last_error = $4,
    run_at = now() + interval '2 s' * power(2, j.attempts - 1) * (1 + random() / 4)
where j.tenant_id = $1::uuid and j.id = $2::uuid and j.state = 'running' and j.attempts = $3::integer;
