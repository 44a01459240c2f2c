-- rows: many
-- role: bw_ingest
select s.place, s.series_id, s.total_id
from events.fold_series($1::uuid[], $2::text[], $3::jsonb[]) as s;
