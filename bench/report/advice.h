/* SPDX-License-Identifier: MIT */
/* advice.h - what the numbers mean for the reader's own program, and only what they say. */
#ifndef BENCH_REPORT_ADVICE_H
#define BENCH_REPORT_ADVICE_H

#include <stdio.h>

#include "bench/report/family.h"
#include "bench/report/summary.h"

/*
 * The answer: at most three sentences, each made from one duet, but the first from the family of
 * echo over connections where there is one; nothing when nothing was measured.
 */
void advice_write_answer(FILE *file, const struct summary *summary,
			 const struct families *families);

/*
 * "If your program ... then ... by how much": a Markdown table. Of a family, values with the same
 * winner share a row. Rows point to the sections #duet-N and #family-N, from 1. Returns 0 or
 * -ENOMEM.
 */
int advice_write_table(FILE *file, const struct summary *summary,
		       const struct families *families);

#endif
