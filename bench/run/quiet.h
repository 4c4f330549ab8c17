/* SPDX-License-Identifier: MIT */
/*
 * quiet.h - whether the contestants had their processor for themselves, at one pace, all the time.
 *
 * What is seen here becomes the duet's warnings, each with its remedy. Levels are not watched: a
 * busy or a slow processor takes no memory.
 */
#ifndef BENCH_RUN_QUIET_H
#define BENCH_RUN_QUIET_H

#include "bench/run/conductor.h"
#include "bench/run/frequency.h"
#include "bench/run/neighbours.h"

struct quiet {
	struct neighbours neighbours;
	struct frequency frequency; /* to be sampled between rounds */
	int64_t ours_ns;	    /* our own processor time at the start */
	int64_t throttled;	    /* periods, likewise */
};

/* Warn when the governor may change the frequency; begin to watch the contestants' cores. */
void quiet_watch(struct quiet *quiet, struct conductor *conductor, struct duet *duet);

/* Warn of what happened since then. */
void quiet_warn(const struct quiet *quiet, struct conductor *conductor, struct duet *duet);

#endif
