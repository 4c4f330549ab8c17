/* SPDX-License-Identifier: MIT */
/* terminal.h - the verdicts on a document's claims, for a terminal or a pipe. */
#ifndef BENCH_EVIDENCE_TELL_TERMINAL_H
#define BENCH_EVIDENCE_TELL_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/evidence/check.h"

/*
 * A line for each claim, of several machines one for each below it; how many there are of
 * each verdict; the runs. Returns 0 or -ENOMEM.
 */
int evidence_terminal_write(FILE *file, const struct document *document,
			    const struct check *check, bool colour);

#endif
