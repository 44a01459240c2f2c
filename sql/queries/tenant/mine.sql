-- rows: many read
select id, slug, name, role, status, plan, metadata, created_at from lookup.my_tenants();
