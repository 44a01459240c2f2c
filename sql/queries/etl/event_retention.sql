-- rows: many read
-- Tenants whose events are to go before the instance's $1 days are over.
select t.id as tenant_id, l.retention_days
from tenants.tenant t
cross join lateral billing.limits_of(t.id) l
where l.retention_days < $1::bigint;
