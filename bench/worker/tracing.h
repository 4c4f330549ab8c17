/* SPDX-License-Identifier: MIT */
/* tracing.h - the events of a trace as JSON (docs/trace.md). */
#ifndef BENCH_WORKER_TRACING_H
#define BENCH_WORKER_TRACING_H

#include <jansson.h>

struct trace;

/*
 * Add what was noted since the last time to the answer: `events`, an array, and `dropped`, how many
 * were lost. Returns 0 or -ENOMEM.
 */
int tracing_tell(struct trace *trace, json_t *answer);

#endif
