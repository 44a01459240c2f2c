-- rows: one
update tenants.invitation set revoked_at = now()
where tenant_id = $1 and id = $2 and accepted_at is null and revoked_at is null
returning id, email, role, created_at, expires_at;
