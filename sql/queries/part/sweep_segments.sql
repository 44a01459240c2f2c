-- rows: none
-- At most $5 rows of one part, for a slice of its dataset's series. Each series is
-- looked up by the primary key, see stored_bytes.sql.
with doomed as materialized (
    select k.row
    from analytics.series s
    cross join lateral (
        select g.ctid as row
        from analytics.segment g
        where g.tenant_id = s.tenant_id and g.series_id = s.id and g.part_id = $2::bigint
        offset 0) k
    where s.tenant_id = app_tenant() and s.dataset_id = $1::uuid
      and s.id between $3::bigint and $4::bigint
    limit $5::bigint
)
delete from analytics.segment g where g.ctid = any (array(select d.row from doomed d));
