-- rows: many read
-- role: bw_ingest
-- The users of minutes before $2, at most $3 of them, and of the moments that they will be added to.
with minute as materialized (
    select m.t, m.users
    from events.moment m
    where m.tenant_id = $1::uuid and m.level = 1 and m.t < $2::timestamptz
    order by m.t
    limit $3::bigint
)
select 1::smallint::integer as level, m.t, m.users from minute m
union all
select m.level, m.t, m.users
from (select distinct l.level, date_bin(l.step, n.t, '0001-01-01 00:00:00+00') as t
      from minute n, events.levels() as l where l.level > 1) as w
join events.moment m on m.tenant_id = $1::uuid and m.level = w.level and m.t = w.t
where m.users is not null
order by level, t;
