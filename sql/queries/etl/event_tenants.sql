-- rows: many read
-- Tenants with events, and the days that they keep them; $1: the instance's.
select y.tenant_id, least(l.retention_days, $1::bigint) as retention_days
from events.tally y
cross join lateral billing.limits_of(y.tenant_id) l;
