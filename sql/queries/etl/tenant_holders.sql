-- rows: many read
-- Whoever may speak for a tenant: what is remembered about them has to go when it is suspended.
select m.user_id as id, null as prefix, null as secret_hash
from tenants.member m where m.tenant_id = $1
union all
select k.id, k.prefix, encode(k.secret_hash, 'hex') from tenants.api_key k where k.tenant_id = $1;
