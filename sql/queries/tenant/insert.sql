-- rows: one
-- Its maker becomes the owner in the statement behind this one.
insert into tenants.tenant (id, slug, name, metadata) values ($1, $2, $3, coalesce($4::jsonb, '{}'))
returning id, slug, name, 'owner' as role, status, plan, metadata, created_at;
