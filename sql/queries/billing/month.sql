-- rows: one read
-- A month's sums, the limits, since when the tenant is there, the last notice. $2 is its first day.
select u.used, u.rejected, l.soft, l.hard, l.retention_days, events.bytes_of($1) as bytes,
       t.created_at as since, n.kind as notice, n.at as notice_at
from (select coalesce(sum(u.events), 0)::bigint as used,
             coalesce(sum(u.rejected), 0)::bigint as rejected
      from billing.usage u
      where u.tenant_id = $1 and u.day >= $2::date and u.day < $2::date + interval '1 month') u
cross join billing.limits_of($1) l
join tenants.tenant t on t.id = $1
left join lateral (
    select n.kind, n.at from billing.notice n
    where n.tenant_id = $1 and n.month = $2::date
    order by n.at desc, n.kind limit 1
) n on true;
