/* SPDX-License-Identifier: MIT */
/* random.c - xoshiro256** seeded by splitmix64, and the orders drawn from it. */
#include "bench/run/random.h"

static uint64_t rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

/* splitmix64 (S. Vigna): spreads a seed of few bits over the state. */
static uint64_t split(uint64_t *x)
{
	uint64_t z = *x += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

void random_seed(struct random *random, uint64_t seed)
{
	for (int i = 0; i < 4; i++)
		random->state[i] = split(&seed);
}

uint64_t random_next(struct random *random)
{
	uint64_t *s = random->state;
	uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

size_t random_below(struct random *random, size_t bound)
{
	uint64_t unfair = -(uint64_t)bound % bound; /* 2^64 modulo bound */
	uint64_t x;

	do
		x = random_next(random);
	while (x < unfair);
	return (size_t)(x % bound);
}

void random_permutation(struct random *random, size_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t j = random_below(random, i + 1);

		numbers[i] = numbers[j];
		numbers[j] = i;
	}
}

void random_turns(struct random *random, size_t *turns, size_t n, size_t slices)
{
	for (size_t lap = 0; lap < slices; lap++, turns += n) {
		if (lap % 2 == 0)
			random_permutation(random, turns, n);
		else
			for (size_t i = 0; i < n; i++)
				turns[i] = *(turns - 1 - i);
	}
}
