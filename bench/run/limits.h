/* SPDX-License-Identifier: MIT */
/* limits.h - before a duet is played: does it fit this machine? For bench/run alone. */
#ifndef BENCH_RUN_LIMITS_H
#define BENCH_RUN_LIMITS_H

#include "bench/run/player.h"

/*
 * Ask all players, which are started and greeted, whether their parameters fit. What does not
 * is lowered for all contestants of the same workload, with a warning; the strict plan refuses
 * instead. Returns 0 or -errno with the problem filled in: -ERANGE when it does not fit.
 */
int limits_apply(struct conductor *conductor, struct duet *duet, struct player *players);

#endif
