-- rows: none
-- role: bw_etl
copy analytics.segment (tenant_id, series_id, part_id, seq, t0, t1, n, sum, min, max, first, last,
                        t, v, lines, first_line, last_line)
from stdin (format binary);
