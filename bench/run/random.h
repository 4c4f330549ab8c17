/* SPDX-License-Identifier: MIT */
/* random.h - random numbers that a seed repeats. Not for secrets. */
#ifndef BENCH_RUN_RANDOM_H
#define BENCH_RUN_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* xoshiro256**: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", 2021. */
struct random {
	uint64_t state[4];
};

void random_seed(struct random *random, uint64_t seed);
uint64_t random_next(struct random *random);

/* A number from 0 to bound - 1, each equally likely; bound > 0. */
size_t random_below(struct random *random, size_t bound);

/* Fill in 0 .. n - 1 in random order. */
void random_permutation(struct random *random, size_t *numbers, size_t n);

/*
 * The order in which n contestants play `slices` slices each: a random permutation followed by
 * its mirror image (ABBA), a new permutation after each pair, so that a drift that is linear in
 * time cancels and everybody follows everybody. `turns` has room for n * slices contestants.
 */
void random_turns(struct random *random, size_t *turns, size_t n, size_t slices);

#endif
