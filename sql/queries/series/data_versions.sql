-- rows: many read
-- The same of several datasets. (Of one, PostgreSQL would plan it anew with each request.)
select d.id, d.name, d.data_version::text as data_version
from datasets.dataset d
where d.tenant_id = $1 and d.id = any ($2::uuid[]) and d.deleted_at is null;
