-- rows: optional read
select d.id, d.version
from datasets.dataset d
where d.tenant_id = app_tenant() and d.id = $1::uuid
  and d.deleted_at <= now() - $2::bigint * interval '1 minute';
