-- rows: many read
-- role: bw_etl
-- Raw files that have been here for $1 days and that no version on its way reads.
select u.tenant_id, u.dataset_id, u.version
from datasets.upload u
where u.completed_at is not null and u.removed_at is null
  and u.completed_at <= now() - $1::bigint * interval '1 day'
  and not exists (select from datasets.version v
                  where v.tenant_id = u.tenant_id and v.dataset_id = u.dataset_id
                    and v.status in ('created', 'queued', 'processing')
                    and u.version = any (v.reads))
order by u.completed_at
limit 200;
