-- rows: one read
select id, email, role, created_at, expires_at from tenants.invitation
where tenant_id = $1 and id = $2;
