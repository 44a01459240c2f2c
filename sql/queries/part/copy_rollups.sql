-- rows: none
-- role: bw_etl
copy analytics.rollup (tenant_id, series_id, part_id, level, seq, t0, t1, t, n, sum, min, max,
                       first, last, first_t, last_t, first_lines, last_lines)
from stdin (format binary);
