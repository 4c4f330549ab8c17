/* SPDX-License-Identifier: MIT */
/* conductor.h - what a run holds while it plays. For bench/run alone; others use run.h. */
#ifndef BENCH_RUN_CONDUCTOR_H
#define BENCH_RUN_CONDUCTOR_H

#include <jansson.h>
#include <sched.h>

#include "bench/run/budget.h"
#include "bench/run/cores.h"
#include "bench/run/random.h"
#include "bench/run/run.h"
#include "bench/run/series.h"
#include "bench/store/store.h"

#define HELD_NUMBERS                                                                       \
	5 /* of processes of a contestant and round, where levels are measured */
/* What a slice has done, to be compared with others of equal operations. */
struct work {
	int64_t operations;
	uint64_t checksum; /* 0: unknown */
};

/* A contestant's place in a duet, from the plan to the end; processes come and go. */
struct seat {
	const struct contestant_plan *plan;
	struct contestant_record *record;
	const char *program;	     /* its worker: of this round, in set-up the first */
	const char *const *programs; /* builds of it, one a round in turn */
	size_t program_count, program_offset;
	const char *driver; /* the runtime that drives its workload, or NULL */
	bool traced;	    /* its workers keep a trace (tracing.h) */
	json_t *parameters; /* to prepare with; ours */
	int64_t target_ns;  /* how long a slice should last */
	int64_t slice_ns;   /* how long it lasts: calibrated */
	int64_t least;	    /* operations of a slice */
	int64_t discarded;  /* slices of a round that do not count */
	struct work work;   /* of the last slice that was compared */
	int64_t spent_ns;   /* processor time of its workers that have ended */

	/* Levels (held.h). */
	bool holds;	    /* its workload's memory is measured, not its slices */
	const char *scaled; /* the parameter that says how many operations are held */
	int64_t scaled_least;
	int64_t asked; /* the most of it that was asked for, whatever the limits allow */
	int64_t numbers[HELD_NUMBERS]; /* of it, the most first */
	size_t number_count;
};

struct duet {
	size_t index;
	const struct duet_plan *plan;
	struct duet_record *record;
	struct seat *seats; /* the control, if any, is the last one */
	size_t seat_count;
	struct cores cores;
	int64_t started_ns;
	int64_t allowed_ns;    /* its share of the budget */
	struct series *series; /* of each seat */
};

struct conductor {
	const struct run_plan *plan;
	const struct run_events *events;
	struct problem *problem; /* what went wrong last */
	struct random random;
	cpu_set_t allowed;
	struct store *store;
	struct machine machine;
	struct run_record run;
	struct duet *duets;
	json_t *descriptions; /* of the workers, by program */
	json_t *greeted;      /* the programs that have, as members */
	json_t *kept;	      /* owns the strings of the records */
	int64_t started_ns;
	struct shares shares; /* of the budget */
};

/* A copy of the text that lives as long as the run; what is no UTF-8 becomes '?'. */
const char *conductor_keep(struct conductor *conductor, const char *text);

/* Note a warning in the duet's record, once, and tell it. */
void conductor_warn(struct conductor *conductor, struct duet *duet, const char *remedy,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The duet has failed: the problem, with its remedy, is its error. */
void conductor_fail(struct conductor *conductor, struct duet *duet);

/* 0, or -EINTR once the caller wants the run to end. */
int conductor_stopped(struct conductor *conductor);

/* How long to wait for an answer from now on, by the plan's timeout_ns and patience_ns. */
int64_t conductor_patience_ns(const struct conductor *conductor);

/* Tell what is being set up: a contestant's label, or "a trial round". */
void conductor_tell_setup(const struct conductor *conductor, const struct duet *duet,
			  const char *what);

/* setup.c: prove equal work, calibrate. Returns 0 or -errno with the problem filled in. */
int duet_set_up(struct conductor *conductor, struct duet *duet);

/* duet.c: play one duet, in what is left of the budget. Returns as duet_set_up. */
int duet_play(struct conductor *conductor, struct duet *duet);

/* judge.c: how many more rounds the plan's judge wants; 0: enough, or there is no judge. */
int64_t judge_ask(const struct conductor *conductor, const struct duet *duet,
		  int64_t round_ns);

/* budget: the weight of a duet, and of all duets of a plan from the first-th on. */
int64_t duet_weight(const struct duet *duet);
int64_t duet_weights(const struct run_plan *plan, size_t first);

/* programs.c: have every seat play the build that is due in that round, from 0. */
void programs_take(struct duet *duet, int64_t round);

/*
 * Whether the builds that set-up does not play exist and greet: each is started once a run. To be
 * asked when the first ones have. Returns as duet_set_up.
 */
int programs_greet(struct conductor *conductor, struct duet *duet);

/* seats.c: make the duets, their seats and records from the plan. Returns 0 or -ENOMEM. */
int seats_make(struct conductor *conductor);
void seats_free(struct conductor *conductor);

#endif
