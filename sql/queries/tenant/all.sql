-- rows: many read
-- For the operator, who sees every tenant.
select t.id, t.slug, t.name, t.status, t.plan, t.created_at,
       (select count(*) from tenants.member m where m.tenant_id = t.id) as members
from tenants.tenant t
order by t.slug;
