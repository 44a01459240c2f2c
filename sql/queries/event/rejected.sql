-- rows: one read
-- How many events were refused in the last $2 days.
select coalesce(sum(u.rejected), 0)::bigint as total
from billing.usage u
where u.tenant_id = $1::uuid and u.day > (now() at time zone 'UTC')::date - $2::integer;
