-- rows: one
-- What is null stays; $5 is the role of the one who asks, which is told back.
update tenants.tenant
set name = coalesce($2, name), slug = coalesce($3, slug),
    metadata = coalesce($4::jsonb, metadata)
where id = $1
returning id, slug, name, $5 as role, status, plan, metadata, created_at;
