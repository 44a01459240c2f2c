-- rows: many read
-- role: bw_etl
select j.id, j.tenant_id, j.kind, j.payload, j.state, j.request_id, j.last_error, j.attempts,
       j.max_attempts, j.created_at, j.run_at
from jobs.job j
where j.state = 'dead' or not $1::boolean
order by j.created_at, j.id
limit 1000;
