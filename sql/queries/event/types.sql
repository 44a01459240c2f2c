-- rows: many read
-- The types that a tenant has sent, the most frequent first, as the folder has counted them.
select m.metric as type, m.n as count, m.last_at
from events.tally y
join analytics.part_metric m on m.tenant_id = y.tenant_id and m.part_id = y.part_id
where y.tenant_id = $1::uuid and m.tenant_id = $1::uuid and m.n > 0
order by m.n desc, m.metric
limit 1000;
