-- rows: many read
-- Which of these datasets there are, and a word that changes whenever what readers see of one does.
select d.id, d.name,
       coalesce((select string_agg(p.id::text, ' ' order by p.id)
                 from analytics.part p
                 where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.state = 'current'), '')
           as data_version
from datasets.dataset d
where d.tenant_id = $1 and d.id = any ($2::uuid[]) and d.deleted_at is null;
