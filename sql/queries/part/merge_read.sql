-- rows: many read
-- role: bw_etl
-- The segments of a few series in the order of the parts.
select g.series_id, array_position($2::text[]::bigint[], g.part_id) - 1 as part, g.seq, g.t, g.v, g.lines
from unnest($1::text[]::bigint[]) as s (id)
cross join lateral (
    select * from analytics.segment g
    where g.tenant_id = app_tenant() and g.series_id = s.id and g.part_id = any ($2::text[]::bigint[])
    offset 0) as g
order by g.series_id, part, g.seq;
