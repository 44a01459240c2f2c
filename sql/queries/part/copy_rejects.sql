-- rows: none
-- role: bw_etl
copy analytics.reject (tenant_id, dataset_id, part_id, n, line, column_name, value, reason, raw)
from stdin (format binary);
