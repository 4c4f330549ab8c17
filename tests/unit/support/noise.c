/* SPDX-License-Identifier: MIT */
/* noise.c - splitmix64, Box and Muller's normal numbers, and what is made of them. */
#include "noise.h"

#include <math.h>

#define DRIFT 0.5 /* a round's share of the one before */

double noise_uniform(uint64_t *random)
{
	uint64_t z = *random += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return ((double)((z ^ z >> 31) >> 11) + 0.5) / 9007199254740992.0;
}

double noise_normal(uint64_t *random)
{
	double radius = sqrt(-2 * log(noise_uniform(random)));

	return radius * cos(2 * M_PI * noise_uniform(random));
}

static double burst(uint64_t *random)
{
	double size = 0.03 + 0.07 * noise_uniform(random);

	if (noise_uniform(random) >= 0.05)
		return 0;
	return noise_uniform(random) < 0.5 ? size : -size;
}

static double stolen(uint64_t *random)
{
	double size = 0.25 * noise_normal(random);

	return noise_uniform(random) < 0.2 ? size : 0;
}

/* Of variance 1: t with 3 degrees has 3. */
static double heavy(uint64_t *random)
{
	double z = noise_normal(random), squares = 0;

	for (int i = 0; i < 3; i++) {
		double part = noise_normal(random);

		squares += part * part;
	}
	return z / sqrt(squares / 3) / sqrt(3);
}

double noise_next(struct noise *noise)
{
	switch (noise->kind) {
	case NOISE_BURSTY:
		return noise->sd * noise_normal(noise->random) + burst(noise->random);
	case NOISE_STOLEN:
		return noise->sd * noise_normal(noise->random) + stolen(noise->random);
	case NOISE_HEAVY:
		return noise->sd * heavy(noise->random);
	case NOISE_DRIFT:
		noise->state = DRIFT * noise->state +
			       sqrt(1 - DRIFT * DRIFT) * noise_normal(noise->random);
		return noise->sd * noise->state;
	default:
		return noise->sd * noise_normal(noise->random);
	}
}

void noise_restart(struct noise *noise)
{
	noise->state = noise_normal(noise->random);
}
