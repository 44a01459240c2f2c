-- rows: optional read
select id, tenant_id, scopes, expires_at, status, stale, signing, signing_secret, rate_per_second,
       rate_burst
from lookup.signing_key($1);
