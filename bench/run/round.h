/* SPDX-License-Identifier: MIT */
/* round.h - one round: fresh processes, slices in turn, everything taken down. */
#ifndef BENCH_RUN_ROUND_H
#define BENCH_RUN_ROUND_H

#include "bench/run/held.h"
#include "bench/stats/histogram.h"

/* What one contestant did in a round. */
struct part {
	struct take *takes;		       /* the discarded ones first */
	size_t count;			       /* of takes */
	size_t discarded;		       /* of these */
	struct histogram latencies[LATENCIES]; /* of those that count */

	struct held_take *held; /* instead of slices, by number: the seat's numbers */
	size_t held_count;
};

/* Whether a driver took part in its slices. */
static inline bool part_is_driven(const struct part *part)
{
	return part->count > 0 && part->takes[0].driver.operations > 0;
}

/* Whether requests were due at set times. */
static inline bool part_is_open(const struct part *part)
{
	return part_is_driven(part) && part->takes[0].offered_ns > 0;
}

struct player;

struct round {
	size_t part_count;
	struct part *parts;	/* by seat */
	size_t *turns;		/* the order of the kept slices */
	size_t kept;		/* slices a contestant */
	struct player *players; /* by seat */
	struct player *leaving; /* those of the round before, told to end */
};

/*
 * Play it. Returns 0 or -errno with the conductor's problem filled in; then no process is left. After
 * 0 the round's processes have been told to end, and do while the next ones start.
 */
int round_play(struct conductor *conductor, struct duet *duet, struct round *round);

/* Wait until the processes of the last round have ended. */
void round_await_end(struct round *round);

/* Room for rounds of the duet, whose seats are calibrated. Returns 0 or -ENOMEM. */
int round_make(const struct duet *duet, struct round *round);
/* Awaits their end, too. */
void round_free(struct round *round);

#endif
