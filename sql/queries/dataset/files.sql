-- rows: many read
-- The raw files that make up the version that is shown, in order.
select f.version, o.file_type, v.mapping, u.completed_at is not null as arrived,
       u.removed_at is not null as removed
from datasets.dataset d
join datasets.version v on v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version
cross join lateral unnest(datasets.files_of(d.id, d.version)) with ordinality as f (version, place)
join datasets.version o on o.tenant_id = d.tenant_id and o.dataset_id = d.id and o.version = f.version
left join datasets.upload u on u.tenant_id = d.tenant_id and u.dataset_id = d.id
                           and u.version = f.version
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is null
order by f.place;
