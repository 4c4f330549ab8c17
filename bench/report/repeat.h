/* SPDX-License-Identifier: MIT */
/* repeat.h - the command that plays one duet of a run again. */
#ifndef BENCH_REPORT_REPEAT_H
#define BENCH_REPORT_REPEAT_H

#include <stdio.h>

#include "bench/report/family.h"
#include "bench/report/summary.h"

/*
 * Write the command line: the program as the run was called, the duet, and every option of the run
 * that shapes a duet (not its seed, nor where its results went).
 */
void repeat_write(FILE *file, const struct summary *summary,
		  const struct duet_summary *duet);

/*
 * The same for a whole family: one command that sweeps its parameter, with the contestants that
 * play in all of its duets.
 */
void repeat_write_family(FILE *file, const struct family *family);

#endif
