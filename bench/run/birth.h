/* SPDX-License-Identifier: MIT */
/* birth.h - from a thread of ours to a program of its own, without a copy of our memory. */
#ifndef BENCH_RUN_BIRTH_H
#define BENCH_RUN_BIRTH_H

#include <sys/types.h>

/* All that the child needs; it may neither allocate nor change anything of ours. */
struct birth {
	char *const *argv; /* argv[0] is looked up in PATH */
	char **environment;
	int core;     /* -1: wherever we may run */
	pid_t parent; /* we: if we are dead before it can ask to die with us, it ends */
	int descriptors[3]; /* which it has as 0, 1 and 2; above those, as is the next */
	int failure; /* closed by the exec; where that fails its errno is written here */
};

/*
 * Start it. Waits until it has become its program, or could not. Returns 0 and its number, or
 * -errno when there is no child; whether the exec worked, `failure` tells.
 */
int birth_give(const struct birth *birth, pid_t *pid);

#endif
