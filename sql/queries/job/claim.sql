-- rows: many
-- role: bw_etl
-- Takes the oldest ready jobs of a lane and gives them a lease. The inner select is materialized:
-- a plan that evaluated it twice would claim more than it returns.
with taken as materialized (
    select tenant_id, id
    from jobs.job
    where state = 'ready' and lane = $1::integer and ($4 = '' or kind = $4)
    order by queue_at
    limit $2::integer
    for update skip locked
)
update jobs.job j
set state = 'running', lease_until = now() + $3::bigint * interval '1 ms', attempts = j.attempts + 1
from taken
where j.tenant_id = taken.tenant_id and j.id = taken.id
returning j.id, j.tenant_id, j.kind, j.payload, j.state, j.request_id, j.last_error, j.attempts,
          j.max_attempts, j.created_at, j.run_at;
