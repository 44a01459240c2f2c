-- rows: one
-- What was not sent stays as it is.
update tenants.api_key
set name = coalesce($3, name), origins = coalesce($4::text[], origins),
    signing_secret = coalesce(decode($5, 'hex'), signing_secret),
    rate_per_second = case when $6::boolean then $7::integer else rate_per_second end,
    rate_burst = case when $6 then $8::integer else rate_burst end
where tenant_id = $1 and id = $2
returning id, name, prefix, kind, public_key, scopes, origins, signing,
       case when rate_per_second is not null
            then jsonb_build_object('perSecond', rate_per_second, 'burst', rate_burst) end as rate,
       expires_at, last_used_at, created_at, encode(secret_hash, 'hex') as secret_hash;
