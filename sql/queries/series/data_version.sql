-- rows: optional read
-- The dataset, if it is there, and the number that rises whenever what readers see of it changes.
select d.id, d.name, d.data_version::text as data_version
from datasets.dataset d
where d.tenant_id = $1 and d.id = $2 and d.deleted_at is null;
