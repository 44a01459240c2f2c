-- rows: one read
-- A word that changes whenever a widget of the dashboard or the data of one does; and whether the time of
-- day changes the answer, too.
select coalesce(md5(string_agg(concat_ws(' ', w.id, w.revision, ds.id, ds.data_version), ',' order by w.id)),
                '') as version,
       coalesce(bool_or(w.config -> 'range' ->> 'last' is not null), false) as relative
from dashboards.dashboard d
left join dashboards.widget w on w.tenant_id = d.tenant_id and w.dashboard_id = d.id
                             and w.deleted_at is null and w.type <> 'text'
left join datasets.dataset ds on ds.tenant_id = w.tenant_id
                             and ds.id = (w.config ->> 'datasetId')::uuid and ds.deleted_at is null
where d.tenant_id = $1 and d.id = $2 and d.deleted_at is null
group by d.id;
