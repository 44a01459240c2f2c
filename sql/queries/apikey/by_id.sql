-- rows: one read
select id, name, prefix, scopes, expires_at, last_used_at, created_at from tenants.api_key
where tenant_id = $1 and id = $2;
