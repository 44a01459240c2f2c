-- rows: one read
-- As they are stored: the arrays compressed and not opened for it, plus a row's fixed parts.
select (select coalesce(sum(128 + pg_column_size(g.t) + pg_column_size(g.v)), 0)
        from analytics.part_series ps
        join analytics.segment g on g.tenant_id = ps.tenant_id and g.series_id = ps.series_id
                                and g.part_id = ps.part_id
        where ps.tenant_id = app_tenant() and ps.part_id = $1::bigint)::bigint
     + (select coalesce(sum(96 + pg_column_size(r.t) + pg_column_size(r.n) + pg_column_size(r.sum)
                            + pg_column_size(r.min) + pg_column_size(r.max)
                            + pg_column_size(r.first) + pg_column_size(r.last)
                            + pg_column_size(r.first_t) + pg_column_size(r.last_t)), 0)
        from analytics.part_series ps
        join analytics.rollup r on r.tenant_id = ps.tenant_id and r.series_id = ps.series_id
                               and r.part_id = ps.part_id
        where ps.tenant_id = app_tenant() and ps.part_id = $1::bigint)::bigint as bytes;
