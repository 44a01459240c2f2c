-- rows: many read
select id, tenant_id, secret_hash, scopes, expires_at, status, stale, kind, origins,
       rate_per_second, rate_burst
from lookup.keys_by_prefix($1);
