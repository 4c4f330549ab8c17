/* SPDX-License-Identifier: MIT */
/* payload.c - what the requests say. */
#include "bench/load/payload.h"

#include <stdlib.h>

/* The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable generators, 2014). */
uint64_t payload_hash(uint64_t number)
{
	uint64_t x = number * 0x9e3779b97f4a7c15 + 0x9e3779b97f4a7c15;

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return x ^ (x >> 31);
}

/* Bytes at odd places are odd, those at even places even: payload_of() looks at places alone. */
char *payload_create(size_t size)
{
	size_t bytes = size + PAYLOAD_STARTS;
	char *pattern = malloc(bytes);

	for (size_t i = 0; pattern && i < bytes; i++)
		pattern[i] = (char)((payload_hash(i) & ~(uint64_t)1) | (i & 1));
	return pattern;
}

const char *payload_of(const char *pattern, uint64_t hash, bool odd)
{
	return pattern + ((hash & ~(uint64_t)1) | odd) % PAYLOAD_STARTS;
}
