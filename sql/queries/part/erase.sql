-- rows: none
delete from analytics.part p
where p.tenant_id = app_tenant() and p.dataset_id = $1::uuid and p.id = $2::bigint
  and p.state = 'dead';
