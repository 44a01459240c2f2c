-- rows: many read
-- role: bw_etl
-- The parts that readers see, in their order.
select p.id, p.points, coalesce(p.last_line, p.points) as last_line, d.version
from datasets.dataset d
join analytics.part p on p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.state = 'current'
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is null
order by coalesce(p.place, p.id);
