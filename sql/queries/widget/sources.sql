-- rows: many read
-- The widgets of a dashboard that show data, and whether their dataset is there.
select w.id, w.type, w.config, ds.status as dataset_status
from dashboards.widget w
left join datasets.shown ds on ds.tenant_id = w.tenant_id
                           and ds.id = (w.config ->> 'datasetId')::uuid and ds.deleted_at is null
where w.tenant_id = $1 and w.dashboard_id = $2 and w.deleted_at is null and w.type <> 'text'
order by w.id;
