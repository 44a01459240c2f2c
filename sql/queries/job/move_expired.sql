-- rows: none
-- role: bw_etl
-- The worker died or lost its way. The attempt counts.
with over as materialized (
    select tenant_id, id
    from jobs.job
    where state = 'running' and lease_until < now()
    order by lease_until
    limit 500
    for update skip locked
)
update jobs.job j
set state = 'ready', lease_until = null, queue_at = now(),
    last_error = coalesce(j.last_error, 'the worker died')
from over
where j.tenant_id = over.tenant_id and j.id = over.id;
