-- rows: none
-- role: bw_etl
copy analytics.part_series (tenant_id, part_id, series_id, levels, segments, n, first_at, last_at,
                            digests, segment_span)
from stdin (format binary);
