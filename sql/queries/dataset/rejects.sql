-- rows: many read
-- What the reading of a version could not take, in the order of its files. $2: the version, or null
-- for the one that readers see; $3 and $4: behind which part and number.
select r.part_id, r.n, r.line, r.column_name, r.value, r.reason, r.raw
from datasets.dataset d
join datasets.version v on v.tenant_id = d.tenant_id and v.dataset_id = d.id
                       and v.version = coalesce($2::bigint, d.version)
join analytics.reject r on r.tenant_id = d.tenant_id and r.dataset_id = d.id
                       and r.part_id = any (v.reject_parts)
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is null
  and (r.part_id, r.n) > ($3::bigint, $4::integer)
order by r.part_id, r.n
limit $5::integer;
