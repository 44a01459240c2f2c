-- rows: none
-- role: bw_etl
copy analytics.digest (tenant_id, series_id, part_id, level, seq, t0, t1, t, digests)
from stdin (format binary);
