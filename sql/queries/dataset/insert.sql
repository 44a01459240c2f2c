-- rows: none
insert into datasets.dataset (tenant_id, id, name, description, created_by)
values (app_tenant(), $1::uuid, $2, $3, $4::uuid);
