/* SPDX-License-Identifier: MIT */
/*
 * held.h - levels: what a process and the kernel hold more once a workload is prepared.
 *
 * A duet of levels plays no slices. In a round each contestant's processes hold different numbers
 * of operations, one number a process, one process at a time, in random order; the line through
 * them is the round's value. The numbers fall geometrically from the most that fits the limits,
 * which differ between contestants: the slope does not depend on where the line ends.
 */
#ifndef BENCH_RUN_HELD_H
#define BENCH_RUN_HELD_H

#include "bench/protocol/level.h"
#include "bench/run/player.h"

struct round;

/* One process: what there was before it was prepared, and after. */
struct held_take {
	int64_t at_ns; /* since the round began */
	struct level before, after;
};

/*
 * Choose the numbers of every seat from its parameters, which are within the limits, and write
 * the most of them into its record. Returns 0, or -ERANGE with the problem filled in when there
 * is room for a single number only.
 */
int held_choose(struct conductor *conductor, struct duet *duet);

/* Have the next prepare of the seat hold so many. */
void held_ask_for(struct seat *seat, int64_t number);

/* The number that is lowered to `most` by a limit which moves while one looks: a little less. */
int64_t held_headroom(int64_t most);

/* Play a round: fill in the parts' takes. Returns as round_play. */
int held_play(struct conductor *conductor, struct duet *duet, struct round *round);

#endif
