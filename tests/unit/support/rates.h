/* SPDX-License-Identifier: MIT */
/*
 * rates.h - many gates between programs of known difference, by the rule and on a made-up machine:
 * how often they fail, pass or stay inconclusive. Every round costs the same here.
 */
#ifndef TESTS_UNIT_RATES_H
#define TESTS_UNIT_RATES_H

#include <stddef.h>
#include <stdint.h>

#include "bench/gate/decide/confirm.h"
#include "noise.h"

#define GATES_ROWS 12

struct gates_scene {
	struct rule rule;
	enum noise_kind kind;
	double sds[3];	   /* of a round; row r has the (r mod 3)th */
	double layout_sd;  /* of head over base in a layout */
	double slower;	   /* relative: one row of each gate, another in each */
	double control;	   /* relative: what control and base differ by in that row */
	size_t rows;	   /* 1 .. GATES_ROWS */
	size_t first_most; /* rounds of all rows together, in the first run */
	size_t most;	   /* ... and in both */
};

/* Twelve equal rows, a third each of 0.8 %, 1.5 % and 3 %, in 2,100 rounds. */
struct gates_scene gates_scene(enum noise_kind kind);

struct gates_tally {
	size_t gates, failed, inconclusive;
	size_t found, missed; /* gates that failed, or passed, the slower row */
	size_t few;	      /* gates of at most a third of the most rounds */
	double rounds;	      /* the mean gate's */
	double median_rounds; /* the median row's first run, averaged over gates */
};

/* Play so many gates; the same seed plays the same ones. */
struct gates_tally gates_play(const struct gates_scene *scene, size_t gates, uint64_t seed);

#endif
