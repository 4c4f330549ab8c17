/* SPDX-License-Identifier: MIT */
/* describe.h - what this worker can play, as one JSON object (docs/protocol.md). */
#ifndef BENCH_WORKER_DESCRIBE_H
#define BENCH_WORKER_DESCRIBE_H

#include <jansson.h>

/* A new reference; NULL: no memory. */
json_t *describe(void);

#endif
