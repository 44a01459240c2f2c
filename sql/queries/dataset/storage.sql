-- rows: one read
select coalesce(sum((select sum(u.bytes) from datasets.upload u
                     where u.tenant_id = d.tenant_id and u.dataset_id = d.id
                       and u.removed_at is null)), 0)::bigint as bytes_files,
       (select coalesce(sum(p.bytes), 0)::bigint from analytics.part p
        where p.tenant_id = app_tenant() and p.state in ('current', 'former')) as bytes_points,
       count(*) as datasets,
       (select count(*) from datasets.version v
        join datasets.dataset o on o.tenant_id = v.tenant_id and o.id = v.dataset_id
        where v.tenant_id = app_tenant() and v.status in ('queued', 'processing')
          and o.deleted_at is null) as running
from datasets.dataset d
where d.tenant_id = app_tenant() and d.deleted_at is null;
