/* SPDX-License-Identifier: MIT */
/*
 * team.h - tasks that start together and take turns at the same: what the workloads about shared
 * data have in common.
 *
 * They are created for a slice and wait for its start, so that on threads they run at the same
 * time from their first turn on, and not one after the other as they happen to be created.
 */
#ifndef BENCH_WORKLOADS_TEAM_H
#define BENCH_WORKLOADS_TEAM_H

#include "bench/workloads/workload.h"

struct team {
	size_t size;
	int64_t turns;	     /* that each takes in this slice; 0: somebody is missing */
	struct event *start; /* set when all have been created */
	struct task **tasks; /* handles, held during a slice */
	int64_t *results;    /* turns that each has taken */
};

/* 0 or -ENOMEM; team_destroy in both cases. */
int64_t team_create(struct team *team, size_t size);
void team_destroy(struct team *team);

/*
 * Let every task run member(arg) and take as many turns as all of them together have at least
 * `turns`. Returns the sum of what the members returned: turns taken. Or the first -errno of a
 * member; -EAGAIN when a task could not be created, and then no turn was taken.
 */
int64_t team_play(struct team *team, coroutine *member, void *arg, int64_t turns);

/* A member's first call. Waits for the start; returns how many turns to take, or -ECANCELED. */
int64_t team_start(const struct team *team);

/* What it holds at one time, for a workload's needs. */
void team_needs(int64_t size, struct needs *needs);

#endif
