/* SPDX-License-Identifier: MIT */
/* source.h - what a run, or a trace, is cited by. */
#ifndef BENCH_EVIDENCE_SOURCE_H
#define BENCH_EVIDENCE_SOURCE_H

#include <stdio.h>

#include "bench/evidence/library.h"

#define SOURCE_DAY 11  /* "2026-11-28" and its end */
#define SOURCE_SHORT 8 /* digits of a fingerprint that people are shown */

/* The day that the run began on, as text. */
const char *source_day(const struct volume *volume, char *day);

/* "run 0123456789abcdef, machine 0123456789abcdef, 2026-11-28, duet 0.1.0" */
void source_write(FILE *file, const struct volume *volume);

/* "trace 0123456789abcdef, machine 0123456789abcdef, 2026-11-28, duet 0.1.0" */
void source_write_trace(FILE *file, const struct trace_kept *kept);

#endif
