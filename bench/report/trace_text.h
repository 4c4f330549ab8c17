/* SPDX-License-Identifier: MIT */
/* trace_text.h - a trace for people: its events in order, and a line a task of what it did when. */
#ifndef BENCH_REPORT_TRACE_TEXT_H
#define BENCH_REPORT_TRACE_TEXT_H

#include <stdio.h>

#include "bench/store/trace.h"

/*
 * Write the first `most` events, and the tasks while it was played, `lanes` of them at most; what is left
 * out is said. Returns 0 or -ENOMEM.
 */
int trace_write_text(FILE *file, const struct trace_log *log, size_t most, size_t lanes);

#endif
