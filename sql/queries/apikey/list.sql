-- rows: many read
select id, name, prefix, kind, public_key, scopes, origins, signing,
       case when rate_per_second is not null
            then jsonb_build_object('perSecond', rate_per_second, 'burst', rate_burst) end as rate,
       expires_at, last_used_at, created_at
from tenants.api_key
where tenant_id = $1 and ($2::uuid is null or id < $2)
order by id desc
limit $3;
