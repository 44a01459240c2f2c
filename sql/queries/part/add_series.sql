-- rows: none
insert into analytics.series (tenant_id, dataset_id, metric, labels)
select app_tenant(), $1::uuid, w.metric, w.labels::jsonb
from unnest($2::text[], $3::text[]) as w (metric, labels)
on conflict (tenant_id, dataset_id, metric, md5(labels::text)) do nothing;
