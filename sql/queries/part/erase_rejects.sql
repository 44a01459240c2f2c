-- rows: none
delete from analytics.reject r where r.tenant_id = app_tenant() and r.dataset_id = $1::uuid;
