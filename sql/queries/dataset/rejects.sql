-- rows: many read
-- What the current reading could not take, in the order of the file; without one, what the last
-- reading that failed could not take.
select r.n, r.line, r.column_name, r.value, r.reason
from datasets.dataset d
join analytics.reject r on r.tenant_id = d.tenant_id and r.dataset_id = d.id
                       and r.part_id = d.current_part
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is null and r.n > $2::integer
order by r.n
limit $3::integer;
