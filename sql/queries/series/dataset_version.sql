-- rows: one read
select d.version, d.status
from datasets.dataset d
where d.tenant_id = $1 and d.id = $2 and d.deleted_at is null;
