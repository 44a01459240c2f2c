-- rows: one read
select coalesce(sum(d.bytes), 0)::bigint as bytes_files,
       (select coalesce(sum(p.bytes), 0)::bigint from analytics.part p
        where p.tenant_id = app_tenant() and p.state = 'current') as bytes_points,
       count(*) as datasets,
       count(*) filter (where d.status in ('queued', 'processing')) as running
from datasets.dataset d
where d.tenant_id = app_tenant() and d.deleted_at is null;
