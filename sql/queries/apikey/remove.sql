-- rows: one
-- Ends a key and says so in the log; both or, when there is none, neither.
with gone as (
    delete from tenants.api_key where tenant_id = $1 and id = $2
    returning tenant_id, id, name, prefix, encode(secret_hash, 'hex') as secret_hash
), told as (
    insert into tenants.audit (tenant_id, id, user_id, action, object, detail, request_id)
    select tenant_id, $3, $4, 'key.revoked', id::text, jsonb_build_object('name', name), $5
    from gone
)
select prefix, secret_hash from gone;
