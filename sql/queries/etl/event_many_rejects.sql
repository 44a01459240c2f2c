-- rows: many read
-- Tenants that have $1 rejects or more.
with recursive t as (
    (select r.tenant_id from events.reject r order by r.tenant_id limit 1)
    union all
    select (select r.tenant_id from events.reject r where r.tenant_id > t.tenant_id
            order by r.tenant_id limit 1)
    from t where t.tenant_id is not null)
select t.tenant_id
from t
where t.tenant_id is not null
  and exists (select from events.reject r where r.tenant_id = t.tenant_id
              order by r.id offset $1::bigint - 1);
