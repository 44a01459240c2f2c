-- rows: many read
-- Uploads that nobody declared complete: the page was closed, the network went away. In no order,
-- for two hundred that never come must not stand before those that have arrived.
select u.tenant_id, u.dataset_id, u.version,
       u.expires_at < now() - interval '24 hours' as over
from datasets.upload u
join datasets.dataset d on d.tenant_id = u.tenant_id and d.id = u.dataset_id
join datasets.version v on v.tenant_id = u.tenant_id and v.dataset_id = u.dataset_id
                       and v.version = u.version
where u.completed_at is null and u.created_at < now() - interval '2 minutes'
  and v.status = 'created' and d.deleted_at is null
order by random()
limit 200;
