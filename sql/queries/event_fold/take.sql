-- rows: many
-- role: bw_ingest
-- Takes up to $1 deltas of each tenant, the oldest ones, of at most $2 tenants and $3 in all; a tenant
-- that was folded within the last $4 milliseconds has to wait, and nothing is taken while another
-- folder is at work. In the order: tenant, minute, type, labels, age.
with recursive held as materialized (
    select pg_try_advisory_xact_lock(7316005423) as ok
), tenant as (
    (select (select d.tenant_id from events.delta d order by d.tenant_id limit 1) as id)
    union all
    select (select d.tenant_id from events.delta d where d.tenant_id > t.id order by d.tenant_id limit 1)
    from tenant t
    where t.id is not null
), due as (
    select t.id
    from tenant t
    left join events.tally y on y.tenant_id = t.id
    where t.id is not null
      and (y.folded_at is null or y.folded_at < clock_timestamp() - $4::bigint * interval '1 millisecond')
    order by y.folded_at nulls first
    limit $2::bigint
), chosen as materialized (
    select d.tenant_id, d.id
    from held, due
    cross join lateral (select d.tenant_id, d.id from events.delta d
                        where d.tenant_id = due.id
                        order by d.id
                        limit $1::bigint) as d
    where held.ok
    limit $3::bigint
), gone as (
    delete from events.delta d using chosen c
    where d.tenant_id = c.tenant_id and d.id = c.id
    returning d.*
)
select g.tenant_id, g.type, g.labels::text as labels, g.minute, g.n, g.sum, g.min, g.max, g.first,
       g.last, g.first_t, g.last_t, g.reals, g.users, g.invalid
from gone g
order by g.tenant_id, g.minute, g.type collate "C" nulls first, g.labels::text collate "C", g.id;
