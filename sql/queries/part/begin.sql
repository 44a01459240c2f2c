-- rows: one
insert into analytics.part (tenant_id, dataset_id, version, job_id)
select d.tenant_id, d.id, d.version, $2::uuid
from datasets.dataset d
where d.tenant_id = app_tenant() and d.id = $1::uuid
returning id;
