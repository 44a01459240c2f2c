/* Fuzz target: JSON arrays and lines give the same however their bytes come in. */
#include "tests/fuzz/ingest_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_twice(FILE_JSON, data, size);
    fuzz_twice(FILE_NDJSON, data, size);
    return 0;
}
