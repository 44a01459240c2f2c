-- rows: many read
select id, tenant_id, secret_hash, scopes, expires_at, status, stale
from lookup.keys_by_prefix($1);
