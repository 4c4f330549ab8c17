/* SPDX-License-Identifier: MIT */
/* made.h - a run of one duet, made by hand, whose numbers are known; and what is said of it. */
#ifndef TESTS_UNIT_MADE_H
#define TESTS_UNIT_MADE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/report/summary.h"
#include "records.h"

#define PLAYERS 3 /* coroutines, threads, the control */

struct made {
	struct results results;
	struct duet_record duet;
	struct contestant_record contestants[PLAYERS];
	struct round_record rounds[ROUNDS * PLAYERS];
	struct summary summary;
};

/* A complete run in which they cost so many ns, and a little more or less in every round. */
struct made *made_make(double coroutines, double threads, double control);
void made_free(struct made *made);

/* What is said of it, to be freed. */
char *made_sentence(const struct made *made);
char *made_terminal(const struct made *made);

#endif
