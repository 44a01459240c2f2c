/* The caps of reading that the settings name. */
#ifndef ETL_LIMITS_H
#define ETL_LIMITS_H

#include "etl/ingest.h"

struct ingest_limits limits_set(void);

#endif
