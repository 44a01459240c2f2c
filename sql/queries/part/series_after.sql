-- rows: many read
-- The dataset's series in slices, for deleting in batches.
select s.id
from analytics.series s
where s.tenant_id = app_tenant() and s.dataset_id = $1::uuid and s.id > $2::bigint
order by s.id
limit 500;
