/* SPDX-License-Identifier: MIT */
/* rounds.h - how many rounds a claim needs for a verdict. Pure. */
#ifndef BENCH_EVIDENCE_ROUNDS_H
#define BENCH_EVIDENCE_ROUNDS_H

#include "bench/evidence/predicate/predicate.h"

/*
 * Rounds where nothing is known yet: among 50 claims, one whose rounds scatter by 12 % is
 * then decided in nine of ten cases if it is 20 % off its threshold
 * (tests/simulate/evidence.c).
 */
#define EVIDENCE_ROUNDS 32

struct rounds_aim {
	double relative; /* to decide what is at least so far off its threshold (0.2) ... */
	double power;	 /* ... in such a share of all cases (0.9) */
	double level;	 /* at this two-sided level: EVIDENCE_LOOK_LEVEL / claims */
	size_t most;
};

/* 20 %, nine of ten, EVIDENCE_LOOK_LEVEL shared by so many claims, at most 1,000 rounds. */
struct rounds_aim rounds_aim_default(size_t claims);

/*
 * The rounds that each duet of a quantity needs, by the noise of those that it has. Few of
 * them do not know it well, so 1.2 times as much is planned for after 32 rounds, 1.5 times
 * after 8: in one case of five it is more. Where the threshold is 0, and nothing is
 * relative to it, so many that it is decided if it is as far off as it was seen. Of a
 * crossover, what each mark needs to be decided if its ratio is so far from 1. Of rounds
 * that are equal, and of what is rare, so many that their number alone allows a verdict. 0:
 * no number up to the most is enough, or the noise is not known.
 */
size_t rounds_needed(const struct predicate_quantity *quantity,
		     const struct rounds_aim *aim);

#endif
