-- rows: none
-- part_metric is complete: questions about all labels go by it.
update analytics.part p
set listed = not exists (select from analytics.part_metric m
                         where m.tenant_id = p.tenant_id and m.part_id = p.id
                           and m.total_id is null and m.series_ids is null),
    last_line = $3::bigint
where p.tenant_id = app_tenant() and p.dataset_id = $1::uuid and p.id = $2::bigint;
