-- rows: none
-- What an earlier attempt left behind.
update analytics.part p
set state = 'dead', dead_at = now()
where p.tenant_id = app_tenant() and p.dataset_id = $1::uuid and p.version = $2::bigint
  and p.state = 'loading';
