-- rows: many
-- A dataset of too many parts gets a job that makes one of them.
select jobs.enqueue($2::uuid, $3, $4::integer, jsonb_build_object('datasetId', d.id), 0, $5)
from datasets.dataset d
join datasets.version v on v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version
where d.tenant_id = app_tenant() and d.id = $1::uuid and cardinality(v.parts) > $6::integer
  and not exists (select from jobs.job j
                  where j.tenant_id = d.tenant_id and j.kind = $3 and j.state in ('ready', 'delayed')
                    and j.payload ->> 'datasetId' = d.id::text);
