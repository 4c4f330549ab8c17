/* SPDX-License-Identifier: MIT */
/*
 * fingerprint.h - tells whether two workers would play the same source.
 *
 * A fingerprint is of the source text that defines the work: what scripts/fingerprints says. Equal
 * ones mean that the work is written alike but for comments and blank space, not that it costs the
 * same: the runtime is not in it, nor are compiler and flags.
 */
#ifndef BENCH_WORKER_FINGERPRINT_H
#define BENCH_WORKER_FINGERPRINT_H

#include "bench/workloads/workload.h"

struct fingerprint {
	const char *source; /* the file, as __FILE__ names it */
	const char *digits; /* 16 hexadecimal ones */
};

/* Of every file that plays, made when the worker is built; a row without a source at the end. */
extern const struct fingerprint fingerprints[];

/* The digits of what the player plays, or NULL: its source is not known. */
const char *fingerprint_of(const struct player *player);

#endif
