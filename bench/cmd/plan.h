/* SPDX-License-Identifier: MIT */
/*
 * plan.h - from the words of a command line to a plan for the conductor.
 *
 * A plan owns every string that its run_plan points to.
 */
#ifndef BENCH_CMD_PLAN_H
#define BENCH_CMD_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "bench/cmd/catalogue.h"
#include "bench/cmd/lineup.h"
#include "bench/cmd/profile.h"
#include "bench/run/run.h"

#define PLAN_DUETS 64
#define PLAN_SETTINGS 32
#define USUAL_CONTESTANTS "coroutines,threads"

struct plan {
	struct catalogue catalogue;
	struct setting settings[PLAN_SETTINGS]; /* -p */
	size_t setting_count;
	bool cores_chosen; /* --cores was given */
	char swept[176]; /* "connections 1 … 8,000": what --sweep varies; empty: nothing */
	struct lineup *lineups[PLAN_DUETS];
	struct duet_plan duets[PLAN_DUETS];
	size_t count;
	char *command; /* the command line that repeats it, growing by plan_note */
	size_t command_bytes;
	FILE *words;	     /* writes the command */
	char *worker;	     /* the default worker program */
	struct run_plan run; /* filled by plan_finish, but for what options set outright */
};

/* One word of the command that repeats the run: an option with its value, or a name after "". */
void plan_note(struct plan *plan, const char *option, const char *value);

/* An empty plan for `duet COMMAND`; to be freed also after errors. */
void plan_start(struct plan *plan, const char *command);
void plan_free(struct plan *plan);

/* For plan_free alone. */
void plan_command_free(struct plan *plan);

/* Whether a `-p` so far sets the parameter, of this workload or of all. */
bool plan_sets(const struct plan *plan, const char *workload, const char *name);

/* All that follow return 0 or EXIT_BAD_USE, having complained. */

/* One `-p` of the command line. */
int plan_set(struct plan *plan, const char *text);

/*
 * Add a duet of the contestants in a list ("a,b"). `workload` may be NULL when each names its own,
 * `settings` are NAME=VALUE,... for this duet alone, or NULL. With `lenient`, whoever does not play
 * the workload is left out, and a duet of nobody is not added.
 */
int plan_add(struct plan *plan, const char *workload, const char *contestants,
	     const char *settings, bool lenient);

/* Add a duet of a workload that the command line names; contestants as of plan_fill. */
int plan_add_named(struct plan *plan, const char *workload, const char *contestants,
		   const char *setting);

/*
 * Add the duets of a run: of the workloads that are named, or of the profile. contestants may be
 * NULL: coroutines, threads, and the peers that the profile names and that can play it.
 */
int plan_fill(struct plan *plan, const struct profile *profile, char *const *workloads,
	      size_t count, const char *contestants);

/* Check that every setting is of use, and point the run_plan to all of this. */
int plan_finish(struct plan *plan, const struct profile *profile);

#endif
