/* SPDX-License-Identifier: MIT */
/*
 * block.h - a table or a figure of a duet:
 *
 *   <!-- table: cpu(echo, coroutines, connections=64) -->
 *
 * The expression names the duet by one of its contestants; all of them are shown: what an
 * operation costs them or, of a latency, how long clients wait. A crossover names a sweep.
 * Figures are those of `duet report` in the run's folder: of what the metric is about.
 */
#ifndef BENCH_EVIDENCE_BLOCK_H
#define BENCH_EVIDENCE_BLOCK_H

#include <stdio.h>

#include "bench/evidence/document.h"
#include "bench/evidence/library.h"
#include "bench/evidence/scope.h"

/*
 * Write the lines of a table, or the link to a figure as the document reaches it, and in a
 * comment the run that it comes from: for each machine one. Returns 0; -ENODATA: nothing
 * was measured, or not drawn, and the problem says what to run; -EINVAL. Problems begin
 * with "LINE:COLUMN: "; -ENOMEM.
 */
int block_write(FILE *file, const struct document *document,
		const struct annotation *annotation, const struct library *library,
		const struct scope_names *names, struct problem *problem);

/*
 * The link to the figure of what a query asks for, as the document reaches it: to be freed;
 * NULL: there is none, or no memory.
 */
char *block_figure(const struct document *document, const struct predicate_query *query,
		   const struct scope *scope);

#endif
