-- rows: none
update analytics.part p
set state = 'dead', dead_at = coalesce(p.dead_at, now())
where p.tenant_id = app_tenant() and p.dataset_id = $1::uuid;
