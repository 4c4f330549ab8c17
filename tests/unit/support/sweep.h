/* SPDX-License-Identifier: MIT */
/*
 * sweep.h - a run of several duets of echo, made by hand, that differ in their parameters; the
 * families that are found in it, and what is said of them. made.h is a run of one duet.
 */
#ifndef TESTS_UNIT_SWEEP_H
#define TESTS_UNIT_SWEEP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/report/family.h"
#include "bench/report/summary.h"
#include "records.h"

#define SWEEP_DUETS 8
#define SWEEP_PLAYERS 2 /* coroutines, threads */
#define SWEEP_PARAMETERS 3
#define SWEEP_LATENCIES 100

/* A duet to be made: what one request costs with so many connections. */
struct wanted {
	int64_t connections, size, rate; /* rate 0: a closed loop */
	double coroutines, threads;	 /* ns */
	const char *cores;		 /* NULL: one */
};

struct sweep {
	struct results results;
	struct duet_record duets[SWEEP_DUETS];
	struct contestant_record contestants[SWEEP_DUETS][SWEEP_PLAYERS];
	struct named_value parameters[SWEEP_DUETS][SWEEP_PARAMETERS];
	struct round_record rounds[SWEEP_DUETS * ROUNDS * SWEEP_PLAYERS];
	struct latency_bucket buckets[SWEEP_PLAYERS][SWEEP_LATENCIES];
	struct summary summary;
	struct families families;
};

/*
 * A complete run of these duets, at most SWEEP_DUETS. Answers to a rate took 1 to 100 ns on
 * coroutines, 2 to 101 ns on threads; in every round 20 took each.
 */
struct sweep *sweep_make(const struct wanted *wanted, size_t count);
void sweep_free(struct sweep *sweep);

#define SWEEP_OF(wanted) sweep_make(wanted, sizeof(wanted) / sizeof((wanted)[0]))

/* Over 1, 8 and 64 connections, played in another order: on 1, threads cost less. */
struct sweep *sweep_crossing(void);

/* Once more, after a change of the records. */
void sweep_summarise(struct sweep *sweep);

/* Where something is said of the sweep, or of its first family. */
enum place { SENTENCE, MARKDOWN, TERMINAL, ANSWER, TABLE, REPEAT };

/* All that is said there, to be freed. */
char *sweep_told(const struct sweep *sweep, enum place place);

void assert_says(const struct sweep *sweep, enum place place, const char *words);

#endif
