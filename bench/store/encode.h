/* SPDX-License-Identifier: MIT */
/* encode.h - records as JSON. Each returns a new reference, or NULL when there is no memory. */
#ifndef BENCH_STORE_ENCODE_H
#define BENCH_STORE_ENCODE_H

#include <jansson.h>

#include "bench/store/record.h"

/* null for what is not finite: JSON has no such numbers. */
json_t *encode_number(double value);

json_t *encode_run(const struct run_record *run);
json_t *encode_round(const struct round_record *round);

#endif
