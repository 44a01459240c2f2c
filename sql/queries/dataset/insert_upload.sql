-- rows: none
insert into datasets.upload (tenant_id, dataset_id, version, expires_at)
values (app_tenant(), $1::uuid, $2::bigint, $3::timestamptz);
