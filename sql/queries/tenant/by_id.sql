-- rows: one read
select t.id, t.slug, t.name, m.role, t.status, t.plan, t.metadata, t.created_at
from tenants.tenant t
join tenants.member m on m.tenant_id = t.id and m.user_id = $2
where t.id = $1;
