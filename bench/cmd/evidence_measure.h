/* SPDX-License-Identifier: MIT */
/* evidence_measure.h - runs what the claims of documents still need. */
#ifndef BENCH_CMD_EVIDENCE_MEASURE_H
#define BENCH_CMD_EVIDENCE_MEASURE_H

#include <stddef.h>

#include "bench/evidence/tell/junit.h"

#define MEASURED_MOST 128 /* runs of one command */

/* Folders of the runs that were made. */
struct measured {
	char *folders[MEASURED_MOST];
	size_t count;
};

/*
 * Run what is unmeasured, and once more, with as many rounds as it needs, what is
 * inconclusive: each by `duet run`, one after the other, into a folder of its own in
 * results/evidence; and `duet trace` what orders are missing, all into one such folder.
 * What they print goes to standard error. A run that fails is complained of and left out.
 * Returns 0, or an exit code: interrupted, no memory. `measured` is to be freed in any
 * case.
 */
int evidence_measure(const struct judged *judged, size_t count, struct measured *measured);
void measured_free(struct measured *measured);

#endif
