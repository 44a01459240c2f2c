-- rows: one
delete from tenants.api_key where tenant_id = $1 and id = $2
returning id, name, prefix, encode(secret_hash, 'hex') as secret_hash;
