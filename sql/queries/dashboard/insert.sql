-- rows: one
insert into dashboards.dashboard (tenant_id, id, name, description, created_by)
values ($1, $2, $3, $4, $5)
returning id, name, description, revision, created_at, updated_at;
