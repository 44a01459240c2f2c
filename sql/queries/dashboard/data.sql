-- rows: many read
-- All points of all widgets of a dashboard; the widgets themselves come by widget/sources.sql.
select w.id as widget_id, q.kind, r.*
from dashboards.widget w,
     lateral dashboards.questions($1::uuid, w.type, w.config, $3::timestamptz, $4::timestamptz,
                                  $5::text) as q,
     lateral analytics.read($1::uuid, q.dataset_id, q.metrics, q.names, q.labels, q.group_by,
                            q.range_from, q.range_to, q.unit, $5::text, q.want) as r
where w.tenant_id = $1 and w.dashboard_id = $2 and w.deleted_at is null
order by w.id, q.kind, r.part_id nulls first, least(r.level, 0), r.series_id, r.seq;
