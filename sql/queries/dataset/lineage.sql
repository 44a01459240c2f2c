-- rows: many read
-- The dashboards that show a dataset, and by which widgets.
select b.id, b.name,
       jsonb_agg(jsonb_build_object('id', w.id, 'title', w.title, 'type', w.type)
                 order by w.y, w.x, w.id) as widgets
from dashboards.widget w
join dashboards.dashboard b on b.tenant_id = w.tenant_id and b.id = w.dashboard_id
                           and b.deleted_at is null
where w.tenant_id = app_tenant() and w.dataset_id = $1 and w.deleted_at is null
group by b.id, b.name
order by b.name, b.id
limit 1000;
