-- rows: one read
select d.id, d.name, d.description, d.revision, d.created_at, d.updated_at
from dashboards.dashboard d
where d.tenant_id = $1 and d.id = $2 and d.deleted_at is null;
