-- rows: none
delete from analytics.part_series ps
where ps.tenant_id = app_tenant() and ps.part_id = $1::bigint;
