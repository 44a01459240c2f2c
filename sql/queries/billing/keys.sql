-- rows: many read
-- A month by key, the most used first; the zero key is a person. $2 is the month's first day.
select nullif(u.key_id, '00000000-0000-0000-0000-000000000000') as key_id, k.name,
       sum(u.events)::bigint as events, sum(u.rejected)::bigint as rejected
from billing.usage u
left join tenants.api_key k on k.tenant_id = u.tenant_id and k.id = u.key_id
where u.tenant_id = $1 and u.day >= $2::date and u.day < $2::date + interval '1 month'
group by u.key_id, k.name
order by events desc, u.key_id
limit 200;
