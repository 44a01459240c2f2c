-- rows: many read
-- role: bw_etl
-- The next segments of one series in one part, whose number is $3.
select g.series_id, $3::integer as part, g.seq, g.t, g.v, g.lines
from analytics.segment g
where g.tenant_id = app_tenant() and g.series_id = $1::bigint and g.part_id = $2::bigint
  and g.seq > $4::integer
order by g.seq
limit 256;
