-- rows: none
-- role: bw_etl
copy analytics.part_metric (tenant_id, part_id, metric, series, series_ids, total_id, levels, digests, n,
                            first_at, last_at)
from stdin (format binary);
