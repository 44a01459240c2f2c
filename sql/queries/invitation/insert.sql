-- rows: one
insert into tenants.invitation (tenant_id, id, email, role, token_hash, created_by, expires_at)
values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7)
returning id, email, role, created_at, expires_at;
