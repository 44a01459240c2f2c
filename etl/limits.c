/* Settings become caps of reading here. */
#include "etl/limits.h"

#include "base/settings.h"

struct ingest_limits limits_set(void)
{
    return (struct ingest_limits){
        .field_bytes = (size_t)settings.ingest_field_max,
        .record_bytes = (size_t)settings.ingest_record_max,
        .columns = (size_t)settings.ingest_columns_max,
        .inflated_bytes = (uint64_t)settings.file_max,
        .label_values = (size_t)settings.ingest_label_values_max,
        .series = (size_t)settings.ingest_series_max,
        .rejects_kept = (size_t)settings.ingest_rejects_max,
    };
}
