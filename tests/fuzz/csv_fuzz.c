/* Fuzz target: a CSV file gives the same however its bytes come in, and never more than its caps.
 */
#include "tests/fuzz/ingest_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_twice(FILE_CSV, data, size);
    return 0;
}
