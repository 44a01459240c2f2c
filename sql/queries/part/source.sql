-- rows: many read
-- The files that a version reads, in order.
select d.id as dataset_id, v.version, f.version as file_version, o.file_type, v.mapping,
       coalesce(u.bytes, 0) as bytes, 0 as id
from datasets.dataset d
join datasets.version v on v.tenant_id = d.tenant_id and v.dataset_id = d.id
cross join lateral unnest(v.reads) with ordinality as f (version, place)
join datasets.version o on o.tenant_id = d.tenant_id and o.dataset_id = d.id and o.version = f.version
left join datasets.upload u on u.tenant_id = d.tenant_id and u.dataset_id = d.id
                           and u.version = f.version
where d.tenant_id = app_tenant() and d.id = $1::uuid and v.version = $2::bigint
order by f.place;
