-- rows: many read
-- Every day of a month until today, also those without events. $2 is its first day.
select d.day::date as date, coalesce(sum(u.events), 0)::bigint as events,
       coalesce(sum(u.rejected), 0)::bigint as rejected
from generate_series($2::date::timestamp,
                     least($2::date + interval '1 month - 1 day',
                           date_trunc('day', now() at time zone 'UTC')),
                     interval '1 day') d (day)
left join billing.usage u on u.tenant_id = $1 and u.day = d.day::date
group by d.day
order by d.day;
