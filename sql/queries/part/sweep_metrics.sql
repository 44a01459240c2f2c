-- rows: none
delete from analytics.part_metric m
where m.tenant_id = app_tenant() and m.part_id = $1::bigint;
