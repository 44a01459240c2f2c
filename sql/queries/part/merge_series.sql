-- rows: many read
-- role: bw_etl
-- The series of some parts, with how many segments there are to read.
select s.id, s.metric, sum(ps.segments)::bigint as segments
from analytics.part_series ps
join analytics.series s on s.tenant_id = ps.tenant_id and s.id = ps.series_id
where ps.tenant_id = app_tenant() and ps.part_id = any ($1::text[]::bigint[])
group by s.id, s.metric
order by s.id;
