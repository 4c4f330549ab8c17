/* SPDX-License-Identifier: MIT */
/* nearest.h - what somebody may have meant by a name that does not exist. */
#ifndef BENCH_WORKER_NEAREST_H
#define BENCH_WORKER_NEAREST_H

/* The nearest name so far. Zeroed, with `wanted` set, it is ready. */
struct nearest {
	const char *wanted;
	const char *name; /* NULL: no name was near */
	int distance;
};

/* Take a name into account: near is what needs at most a third of its letters changed, or 2. */
void nearest_try(struct nearest *nearest, const char *name);

#endif
