/* SPDX-License-Identifier: MIT */
/* warnings.h - what a reader must know before believing a number, each with its remedy. */
#ifndef BENCH_REPORT_WARNINGS_H
#define BENCH_REPORT_WARNINGS_H

#include <stdbool.h>

#include "bench/report/summary.h"

/* Takes one warning: one line, and what to do about it. */
typedef void warning_taker(void *context, const char *text, const char *remedy);

/* Those of a duet: what the conductor saw, and what the numbers themselves show. */
void warnings_of_duet(const struct duet_summary *duet, warning_taker *take, void *context);

/* Those of the run: partial, a torn log. */
void warnings_of_run(const struct summary *summary, warning_taker *take, void *context);

/* Whether the A/A control lies wholly more than 2 % from 1: the duet is not to be trusted. */
bool control_failed(const struct duet_summary *duet);

#endif
