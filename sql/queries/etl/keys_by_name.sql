-- rows: many read
select k.id from tenants.api_key k where k.tenant_id = $1 and k.name = $2;
