-- rows: one read
-- As they are stored: the arrays compressed and not opened for it, plus a row's fixed parts.
-- Each series is looked up by itself: right after a part was written the planner takes it for one
-- row, and a join then reads everything of the tenant once for each of thousands of series.
select coalesce(sum(
           (select sum(144 + pg_column_size(g.t) + pg_column_size(g.v)
                       + coalesce(pg_column_size(g.lines), 0))
            from analytics.segment g
            where g.tenant_id = ps.tenant_id and g.series_id = ps.series_id
              and g.part_id = ps.part_id)), 0)::bigint
     + coalesce(sum(
           (select sum(96 + pg_column_size(r.t) + pg_column_size(r.n) + pg_column_size(r.sum)
                       + pg_column_size(r.min) + pg_column_size(r.max)
                       + pg_column_size(r.first) + pg_column_size(r.last)
                       + pg_column_size(r.first_t) + pg_column_size(r.last_t)
                       + coalesce(pg_column_size(r.first_lines), 0)
                       + coalesce(pg_column_size(r.last_lines), 0))
            from analytics.rollup r
            where r.tenant_id = ps.tenant_id and r.series_id in (ps.series_id, -ps.series_id)
              and r.part_id = ps.part_id)), 0)::bigint
     + coalesce(sum(
           (select sum(112 + pg_column_size(d.digests))
            from analytics.digest d
            where d.tenant_id = ps.tenant_id and d.series_id in (ps.series_id, -ps.series_id)
              and d.part_id = ps.part_id)), 0)::bigint as bytes
from analytics.part_series ps
where ps.tenant_id = app_tenant() and ps.part_id = $1::bigint;
