/* SPDX-License-Identifier: MIT */
/* describe.h - what this worker can play, as one JSON object (docs/protocol.md). */
#ifndef BENCH_WORKER_DESCRIBE_H
#define BENCH_WORKER_DESCRIBE_H

#include <jansson.h>

#include "bench/workloads/workload.h"

/* A new reference; NULL: no memory. */
json_t *describe(void);

/* What a workload says of itself, as a new reference, or NULL: no memory. */
json_t *describe_workload(const struct workload *workload);

#endif
