-- rows: many read
select id, name, prefix, scopes, expires_at, last_used_at, created_at from tenants.api_key
where tenant_id = $1 and ($2::uuid is null or id < $2)
order by id desc
limit $3;
