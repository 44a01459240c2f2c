-- rows: one
insert into tenants.tenant (id, slug, name, metadata) values ($1, $2, $3, coalesce($4::jsonb, '{}'))
returning id, slug, name, status, plan, metadata, created_at;
