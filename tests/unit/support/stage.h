/* SPDX-License-Identifier: MIT */
/*
 * stage.h - a run of the conductor with workers of known cost and bad manners (tests/fake/worker):
 * its plan, what it told on the way, and what it left behind. Not for commands: no duet is started.
 */
#ifndef TESTS_UNIT_STAGE_H
#define TESTS_UNIT_STAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/run/run.h"
#include "bench/store/results.h"

#define FAKE "tests/fake/worker"
#define SECOND INT64_C(1000000000)

struct stage {
	char root[32], folder[64];
	struct contestant_plan contestants[2];
	struct duet_plan duets[2]; /* the plan counts the first alone */
	struct run_plan plan;
	struct run_events events;
	int stop[2];			/* a pipe, whose end the plan watches */
	int64_t stop_after;		/* rounds; 0: never */
	char warnings[2048], said[256]; /* all that were told; the last words */
	int rounds_told, failed_told;
	char run_warning[256];
	int result; /* of run_play */
	struct problem problem;
	struct results results;
};

/* A test whose state is a stage: one duet of two fakes that behave, one round, nothing played. */
#define STAGE_TEST(promise)                                                                \
	cmocka_unit_test_setup_teardown(promise, stage_setup, stage_teardown)

int stage_setup(void **state);
int stage_teardown(void **state);

/* Play it, read what was saved; no child may be left. */
void stage_play(struct stage *stage);

const struct duet_record *stage_duet(const struct stage *stage, size_t duet);

/* The second contestant misbehaves so; its duet must fail with these words. */
void assert_fails(struct stage *stage, const char *runtime, const char *words);

#endif
