-- rows: none
insert into tenants.audit (tenant_id, id, user_id, key_id, action, object, detail, request_id)
values ($1, $2, $3, $4, $5, $6, coalesce($7::jsonb, '{}'), $8);
