-- rows: none
delete from analytics.series s where s.tenant_id = app_tenant() and s.dataset_id = $1::uuid;
