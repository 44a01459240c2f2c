-- rows: one
insert into tenants.api_key (tenant_id, id, name, prefix, secret_hash, scopes, expires_at,
                             created_by)
values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8)
returning id, name, prefix, scopes, expires_at, last_used_at, created_at;
