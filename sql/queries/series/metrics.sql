-- rows: many read
-- What a dataset holds: its metrics with their labels; at most 200 values of a label are listed, and
-- 20,000 in all: the answer stays small whatever somebody uploads.
with part_of as (
    select s.id, s.metric, s.labels, ps.n, ps.first_at, ps.last_at
    from analytics.series s
    join analytics.part_series ps on ps.tenant_id = s.tenant_id and ps.series_id = s.id
    join analytics.part p on p.tenant_id = s.tenant_id and p.dataset_id = s.dataset_id
                         and p.id = ps.part_id and p.state = 'current'
    where s.tenant_id = $1 and s.dataset_id = $2
), seen as (
    select distinct s.metric, l.key, l.value
    from part_of s, jsonb_each_text(s.labels) as l
), listed as (
    select metric, key, value, row_number() over (partition by metric, key order by value) as place,
           row_number() over (order by metric, key, value) as overall
    from seen
), labels as (
    select metric, key,
           jsonb_agg(value order by value) filter (where place <= 200 and overall <= 20000) as values,
           count(*) as value_count
    from listed
    group by metric, key
)
select m.metric, m.points, m.first_at, m.last_at,
       coalesce((select jsonb_agg(jsonb_build_object('name', l.key, 'values', coalesce(l.values, '[]'),
                                                     'valueCount', l.value_count) order by l.key)
                 from labels l
                 where l.metric = m.metric), '[]'::jsonb) as labels
from (select metric, sum(n)::bigint as points, min(first_at) as first_at, max(last_at) as last_at
      from part_of
      group by metric) as m
order by m.metric;
