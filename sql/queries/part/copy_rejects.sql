-- rows: none
-- role: bw_etl
copy analytics.reject (tenant_id, dataset_id, part_id, n, line, column_name, value, reason)
from stdin (format binary);
