-- rows: one
insert into analytics.part (tenant_id, dataset_id, version, job_id)
values (app_tenant(), $1::uuid, $2::bigint, $3::uuid)
returning id;
