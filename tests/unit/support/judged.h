/* SPDX-License-Identifier: MIT */
/* judged.h - runs of known numbers as a library, and documents that are judged by it. */
#ifndef TESTS_UNIT_JUDGED_H
#define TESTS_UNIT_JUDGED_H

#include "made.h"

#include "bench/evidence/check.h"

#define VOLUMES_MOST 4

/* The predicate of how many times what coroutines cost threads do. */
#define RATIO "ns(switch, threads) / ns(switch, coroutines)"

struct shelf {
	struct made *made[VOLUMES_MOST];
	struct volume volumes[VOLUMES_MOST];
	struct library library;
	struct document document;
	struct check check;
	struct problem problem;
};

/* A test whose state is a shelf without any run. */
#define SHELF_TEST(promise)                                                                \
	cmocka_unit_test_setup_teardown(promise, shelf_setup, shelf_teardown)

int shelf_setup(void **state);
int shelf_teardown(void **state);

/*
 * Add a run of the workload `switch` on that machine, in which the two cost so many ns. Added later is
 * newer.
 */
void shelf_add(struct shelf *shelf, const char *machine, double coroutines, double threads);

/* Judge a text. Returns as check_document, with the shelf's problem. */
int shelf_check(struct shelf *shelf, const char *text);

/* Judge one claim with this predicate; it must be possible. */
const struct claim *shelf_claim(struct shelf *shelf, const char *predicate);

#endif
