-- rows: one
-- What is null stays.
update tenants.tenant
set name = coalesce($2, name), slug = coalesce($3, slug), metadata = coalesce($4, metadata)
where id = $1
returning id, slug, name, status, plan, metadata, created_at;
