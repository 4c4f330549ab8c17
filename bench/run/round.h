/* SPDX-License-Identifier: MIT */
/* round.h - one round: fresh processes, slices in turn, everything taken down. */
#ifndef BENCH_RUN_ROUND_H
#define BENCH_RUN_ROUND_H

#include "bench/run/held.h"
#include "bench/stats/histogram.h"

/* What one contestant did in a round. */
struct part {
	struct take *takes;	  /* the discarded ones first */
	size_t count;		  /* of takes */
	size_t discarded;	  /* of these */
	struct histogram latency; /* of those that count */

	struct held_take *held; /* instead of slices, by number: the seat's numbers */
	size_t held_count;
};

/* Whether a driver took part in its slices. */
static inline bool part_is_driven(const struct part *part)
{
	return part->count > 0 && part->takes[0].driver.operations > 0;
}

struct round {
	size_t part_count;
	struct part *parts; /* by seat */
	size_t *turns;	    /* the order of the kept slices */
	size_t kept;	    /* slices a contestant */
};

/* Room for rounds of the duet, whose seats are calibrated. Returns 0 or -ENOMEM. */
int round_make(const struct duet *duet, struct round *round);
void round_free(struct round *round);

/* Play it. Returns 0 or -errno with the conductor's problem filled in; no process is left. */
int round_play(struct conductor *conductor, struct duet *duet, struct round *round);

#endif
