/* SPDX-License-Identifier: MIT */
/* evidence_check.c - verdicts of claims, by a run whose numbers are known. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/judged.h"

#include "bench/evidence/holm.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void a_claim_is_supported_refuted_or_left_open(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(shelf_claim(shelf, RATIO " > 100")->verdict, CLAIM_SUPPORTED);
	assert_int_equal(shelf_claim(shelf, RATIO " > 300")->verdict, CLAIM_REFUTED);
	assert_int_equal(shelf_claim(shelf, RATIO " > 200")->verdict, CLAIM_INCONCLUSIVE);
	assert_int_equal(shelf_claim(shelf, "cpu(switch, coroutines) < 21 ns")->verdict,
			 CLAIM_SUPPORTED);
	assert_int_equal(
		shelf_claim(shelf, "throughput(switch, coroutines) > 90000000 / 1 s")
			->verdict,
		CLAIM_SUPPORTED);
}

static double value_of(const struct claim *claim)
{
	return predicate_interval(claim->opinions->result.quantities, 0.05).value;
}

/* The driver saw them answered slower than the contestant says. */
static void throughput_is_by_the_drivers_clock_where_there_is_one(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++)
		shelf->made[0]->rounds[i].values[MEASURE_DRIVER_WALL] = 40;
	assert_true(fabs(value_of(shelf_claim(shelf, "throughput(switch, coroutines) > 1 / "
						     "1 s")) -
			 1.0 / 40) < 1e-9);
}

/* Of 1,000 who wait, each of these has another share before it. */
static void each_quantile_is_another(void **state)
{
	static struct latency_bucket waits[] = {
		{10, 500}, {20, 400}, {30, 90}, {40, 9}, {50, 1}};
	static const char *const names[] = {"p50", "p90", "p99", "p999", "max"};
	struct shelf *shelf = *state;
	double before = 0;

	shelf_add(shelf, "one", 10, 2000);
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++)
		shelf->made[0]->rounds[i].latencies[LATENCY_CORRECTED] =
			(struct latency_record){1000, COUNT(waits), waits};
	for (size_t i = 0; i < COUNT(names); i++) {
		char predicate[64];
		double value;

		snprintf(predicate, sizeof(predicate), "%s(switch, threads) > 1 ns",
			 names[i]);
		value = value_of(shelf_claim(shelf, predicate));
		if (!(value > before))
			fail_msg("%s: %g after %g", names[i], value, before);
		before = value;
	}
}

static void what_was_lost_is_counted_an_operation(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		struct round_record *round = &shelf->made[0]->rounds[i];

		round->counts[0] = (struct count_record){"lost", i % PLAYERS ? 10 : 0};
		round->count_count = 1;
	}
	assert_int_equal(shelf_claim(shelf, "lost(switch, threads) > 0")->verdict,
			 CLAIM_SUPPORTED);
	assert_true(fabs(value_of(shelf_claim(shelf, "lost(switch, threads) > 0")) - 0.01) <
		    1e-9);
	assert_int_equal(shelf_claim(shelf, "lost(switch, coroutines) > 0")->verdict,
			 CLAIM_REFUTED);
}

static void what_deadlocked_is_counted_apart(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		struct round_record *round = &shelf->made[0]->rounds[i];

		round->counts[0] =
			(struct count_record){"deadlocked", i % PLAYERS ? 10 : 0};
		round->counts[1] = (struct count_record){"late", 10};
		round->count_count = 2;
	}
	assert_int_equal(shelf_claim(shelf, "deadlocked(switch, threads) > 0")->verdict,
			 CLAIM_SUPPORTED);
	assert_int_equal(shelf_claim(shelf, "deadlocked(switch, coroutines) > 0")->verdict,
			 CLAIM_REFUTED);
}

static void nothing_is_told_as_nothing(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		struct round_record *round = &shelf->made[0]->rounds[i];

		round->counts[0] = (struct count_record){"lost", 0};
		round->count_count = 1;
	}
	assert_true(value_of(shelf_claim(shelf, "lost(switch, threads) > 0.7")) == 0);
	assert_true(value_of(shelf_claim(shelf, "lost(switch, threads) > 0.99")) == 0);
}

/* From round to round threads cost a hundredth more. */
static void rounds_that_follow_each_other_are_not_to_be_trusted(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	assert_string_equal(shelf_claim(shelf, RATIO " > 100")->opinions->scope.doubt, "");
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++)
		if (i % PLAYERS == 1)
			shelf->made[0]->rounds[i].values[MEASURE_WALL] =
				2000 * (1 + 0.01 * (double)(i / PLAYERS));
	assert_string_equal(shelf_claim(shelf, RATIO " > 100")->opinions->scope.doubt,
			    "its rounds follow each other");
	assert_int_equal(shelf->check.claims->verdict, CLAIM_SUPPORTED);
}

static void the_interval_is_of_the_verdict(void **state)
{
	struct shelf *shelf = *state;
	const struct opinion *opinion;
	struct estimate ratio;

	shelf_add(shelf, "one", 10, 2000);
	opinion = shelf_claim(shelf, RATIO " > 100")->opinions;
	ratio = predicate_interval(opinion->result.quantities, opinion->level);
	assert_true(ratio.low < 200 && 200 < ratio.high && ratio.high < 205);
	assert_true(opinion->level <= EVIDENCE_LOOK_LEVEL);
}

static void all_claims_share_the_level(void **state)
{
	struct shelf *shelf = *state;
	char text[4096] = "";

	shelf_add(shelf, "one", 10, 2000);
	for (int i = 0; i < 10; i++)
		strcat(text,
		       "<!-- claim: " RATIO " > 100 -->\nIt is so.\n<!-- /claim -->\n\n");
	assert_int_equal(shelf_check(shelf, text), 0);
	assert_int_equal(check_count(&shelf->check, CLAIM_SUPPORTED), 10);
	for (size_t i = 0; i < 10; i++)
		if (shelf->check.claims[i].opinions[0].level <= EVIDENCE_LOOK_LEVEL / 10)
			return;
	fail_msg("none of ten claims is judged at a tenth of the level");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHELF_TEST(a_claim_is_supported_refuted_or_left_open),
		SHELF_TEST(throughput_is_by_the_drivers_clock_where_there_is_one),
		SHELF_TEST(each_quantile_is_another),
		SHELF_TEST(what_was_lost_is_counted_an_operation),
		SHELF_TEST(what_deadlocked_is_counted_apart),
		SHELF_TEST(nothing_is_told_as_nothing),
		SHELF_TEST(rounds_that_follow_each_other_are_not_to_be_trusted),
		SHELF_TEST(the_interval_is_of_the_verdict),
		SHELF_TEST(all_claims_share_the_level),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
