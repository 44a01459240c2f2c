-- rows: one read
select coalesce(s.plan, 'free') as plan, t.status, l.soft, l.hard, l.retention_days
from tenants.tenant t
left join billing.subscription s on s.tenant_id = t.id
cross join billing.limits_of($1) l
where t.id = $1;
