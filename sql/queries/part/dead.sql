-- rows: many read
-- Parts to sweep. The minute is for a worker that was stopped in the middle of a COPY.
select p.tenant_id, p.dataset_id, p.id
from analytics.part p
where p.state = 'dead' and p.dead_at < now() - interval '1 minute'
order by p.dead_at
limit 50;
