/* Random numbers that are the same in each run (xorshift32). */
#ifndef TESTS_UNIT_ETL_RANDOM_H
#define TESTS_UNIT_ETL_RANDOM_H

static inline unsigned random_next(unsigned *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x >> 1;
}

#endif
