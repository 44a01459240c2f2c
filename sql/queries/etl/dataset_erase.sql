-- rows: none
delete from datasets.dataset d
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is not null;
