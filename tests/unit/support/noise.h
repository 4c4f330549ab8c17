/* SPDX-License-Identifier: MIT */
/* noise.h - what disturbs the rounds of a made-up machine, from fixed seeds. */
#ifndef TESTS_UNIT_NOISE_H
#define TESTS_UNIT_NOISE_H

#include <stdint.h>

enum noise_kind {
	NOISE_NORMAL,
	NOISE_BURSTY, /* normal, and one round in twenty is off by 3 % to 10 %, either way */
	NOISE_STOLEN, /* normal, and one round in five is off by another normal of 25 % */
	NOISE_HEAVY,  /* t with 3 degrees of freedom */
	NOISE_DRIFT,  /* normal, and half of it is the round before's */
	NOISE_KINDS
};

struct noise {
	enum noise_kind kind;
	double sd;    /* of a round; of bursts none is in it */
	double state; /* of drift, in standard deviations */
	uint64_t *random;
};

/* From a splitmix64 sequence: a number between 0 and 1, neither included; a standard normal one. */
double noise_uniform(uint64_t *random);
double noise_normal(uint64_t *random);

/* What disturbs the next round. */
double noise_next(struct noise *noise);

/* Forget the rounds before. */
void noise_restart(struct noise *noise);

#endif
