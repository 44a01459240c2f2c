-- rows: one read
-- For the operator: a slug or an id.
select t.id, t.slug, t.name, t.status, t.plan, t.created_at
from tenants.tenant t
where t.slug = $1 or t.id::text = $1;
