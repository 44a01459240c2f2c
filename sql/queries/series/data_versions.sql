-- rows: many read
-- Which of these datasets there are, and the number that rises whenever what readers see of one changes.
select d.id, d.name, d.data_version::text as data_version
from datasets.dataset d
where d.tenant_id = $1 and d.id = any ($2::uuid[]) and d.deleted_at is null;
