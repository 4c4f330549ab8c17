/* SPDX-License-Identifier: MIT */
/* evidence_measure.h - runs what the claims of documents still need. */
#ifndef BENCH_CMD_EVIDENCE_MEASURE_H
#define BENCH_CMD_EVIDENCE_MEASURE_H

#include <stddef.h>

#include "bench/evidence/tell/junit.h"

/* Where the runs are kept, each in a folder of its own, and the traces. */
#define MEASURED_FOLDER "results/evidence"
#define MEASURED_MOST 128 /* runs of one command */

/*
 * Run what is unmeasured, and once more, with as many rounds as it needs, what is
 * inconclusive: each by `duet run`, one after the other; and `duet trace` what orders are
 * missing. What they print goes to standard error. A run that fails is complained of and
 * left out; *made is how many are there now besides. They end when this process does.
 * Returns 0, or an exit code: interrupted, no memory.
 */
int evidence_measure(const struct judged *judged, size_t count, size_t *made);

#endif
