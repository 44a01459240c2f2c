-- rows: optional
-- role: bw_ingest
-- The tenant that waits longest to have hours closed, and the last of at most $2 rows of its tail
-- before $1; nothing while another folder is at work.
with held as materialized (
    select pg_try_advisory_xact_lock(7316005423) as ok
), due as materialized (
    select y.tenant_id, y.part_id
    from events.tally y
    where y.close_at <= now()
    order by y.close_at
    limit 1
)
select d.tenant_id, d.part_id, e.series_id as last_series, e.t as last_t, e.n as rows
from held
join due d on held.ok
left join lateral events.closing_end(d.tenant_id, $1::timestamptz, $2::integer) as e on true;
