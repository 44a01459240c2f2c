-- rows: many read
select p.tenant_id, p.dataset_id, p.id
from analytics.part p
where p.tenant_id = app_tenant() and p.dataset_id = $1::uuid;
