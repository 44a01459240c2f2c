-- rows: one
select d.id as dataset_id, d.name, d.file_type, d.mapping, d.version, d.bytes, 0 as id
from datasets.dataset d
where d.tenant_id = app_tenant() and d.id = $1::uuid;
