-- rows: many read
select d.id, d.name, d.description, d.revision, d.created_at, d.updated_at,
       (select count(*) from dashboards.widget w
        where w.tenant_id = d.tenant_id and w.dashboard_id = d.id and w.deleted_at is null)
           as widget_count
from dashboards.dashboard d
where d.tenant_id = $1 and d.deleted_at is null and ($2::uuid is null or d.id < $2::uuid)
order by d.id desc
limit $3;
