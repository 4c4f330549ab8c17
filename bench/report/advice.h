/* SPDX-License-Identifier: MIT */
/* advice.h - what the numbers mean for the reader's own program, and only what they say. */
#ifndef BENCH_REPORT_ADVICE_H
#define BENCH_REPORT_ADVICE_H

#include <stdio.h>

#include "bench/report/summary.h"

/* The answer: at most three sentences, each made from one duet; nothing when nothing was measured. */
void advice_write_answer(FILE *file, const struct summary *summary);

/*
 * "If your program ... then ... by how much": a Markdown table whose rows point to the duets'
 * sections (#duet-N, from 1). Returns 0 or -ENOMEM.
 */
int advice_write_table(FILE *file, const struct summary *summary);

#endif
