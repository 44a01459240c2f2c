-- rows: one
insert into tenants.api_key (tenant_id, id, name, prefix, secret_hash, scopes, expires_at,
                             created_by, kind, public_key, origins, signing, signing_secret,
                             rate_per_second, rate_burst)
values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9, $10, $11, $12, decode($13, 'hex'),
        $14, $15)
returning id, name, prefix, kind, public_key, scopes, origins, signing,
       case when rate_per_second is not null
            then jsonb_build_object('perSecond', rate_per_second, 'burst', rate_burst) end as rate,
       expires_at, last_used_at, created_at;
