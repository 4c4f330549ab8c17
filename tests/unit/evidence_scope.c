/* SPDX-License-Identifier: MIT */
/* evidence_scope.c - which runs answer a claim: of each machine the newest that is sound. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/judged.h"

#include "bench/evidence/tell/words.h"

static void nothing_measured_says_what_to_run(void **state)
{
	struct shelf *shelf = *state;
	const struct claim *claim;

	claim = shelf_claim(shelf, RATIO " > 100");
	assert_int_equal(claim->verdict, CLAIM_UNMEASURED);
	assert_string_equal(claim->opinions[0].result.needs[0],
			    "duet run switch --contestants=threads,coroutines");
	shelf_add(shelf, "one", 10, 2000);
	claim = shelf_claim(shelf, "ns(echo, threads, connections=8, cores=2) > 1 ns");
	assert_int_equal(claim->verdict, CLAIM_UNMEASURED);
	assert_string_equal(
		claim->opinions[0].result.needs[0],
		"duet run echo --contestants=threads -p connections=8 --cores=all");
	claim = shelf_claim(shelf,
			    "crossover(echo, connections, coroutines, threads) < 20");
	assert_string_equal(claim->opinions[0].result.needs[0],
			    "duet run echo --contestants=coroutines,threads --sweep "
			    "connections=1..64");
}

static void parameters_that_are_asked_for_have_to_be_there(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(shelf_claim(shelf, "ns(switch, threads, tasks=2) > 1 us")->verdict,
			 CLAIM_SUPPORTED);
	assert_int_equal(shelf_claim(shelf, "ns(switch, threads, tasks=3) > 1 us")->verdict,
			 CLAIM_UNMEASURED);
	assert_int_equal(shelf_claim(shelf, "ns(switch, threads, cores=1) > 1 us")->verdict,
			 CLAIM_SUPPORTED);
	assert_int_equal(shelf_claim(shelf, "ns(switch, threads, cores=2) > 1 us")->verdict,
			 CLAIM_UNMEASURED);
}

/* What is told of the claim's only opinion: to be freed. */
static char *told(const struct claim *claim)
{
	char *text;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	assert_int_equal(claim->opinion_count, 1);
	words_write_opinion(file, claim->opinions, 1);
	fclose(file);
	return text;
}

static void assert_void(struct shelf *shelf, const char *why)
{
	const struct claim *claim = shelf_claim(shelf, RATIO " > 100");
	char *text = told(claim);

	assert_int_equal(claim->verdict, CLAIM_UNMEASURED);
	assert_string_equal(text, why);
	free(text);
}

static void a_duet_that_failed_or_did_unequal_work_supports_nothing(void **state)
{
	struct shelf *shelf = *state;
	struct duet_record *duet;

	shelf_add(shelf, "one", 10, 2000);
	duet = &shelf->made[0]->duet;
	assert_int_equal(shelf_claim(shelf, RATIO " > 100")->verdict, CLAIM_SUPPORTED);
	duet->state = DUET_FAILED;
	duet->error = "threads left";
	assert_void(shelf, "needs: duet run switch --contestants=threads,coroutines; made "
			   "does not count, the duet failed: threads left");
	duet->state = DUET_COMPLETE;
	duet->contestants[1].checksum = "0000000000000002";
	assert_void(shelf,
		    "needs: duet run switch --contestants=threads,coroutines; made "
		    "does not count, coroutines and threads did not do the same work");
}

static void a_sound_duet_answers_for_a_newer_one_that_failed(void **state)
{
	struct shelf *shelf = *state;
	const struct claim *claim;

	shelf_add(shelf, "one", 10, 2000);
	shelf_add(shelf, "one", 10, 500);
	shelf->made[1]->duet.state = DUET_FAILED;
	claim = shelf_claim(shelf, RATIO " > 100");
	assert_int_equal(claim->verdict, CLAIM_SUPPORTED);
	assert_ptr_equal(claim->opinions->scope.used[0], &shelf->volumes[1]);
}

static void the_newest_run_of_a_machine_counts(void **state)
{
	struct shelf *shelf = *state;
	const struct claim *claim;

	shelf_add(shelf, "one", 10, 2000);
	shelf_add(shelf, "one", 10, 500);
	claim = shelf_claim(shelf, RATIO " > 100");
	assert_int_equal(claim->verdict, CLAIM_REFUTED);
	assert_int_equal(claim->opinion_count, 1);
	assert_int_equal(claim->opinions[0].scope.used_count, 1);
	assert_string_equal(claim->opinions[0].scope.used[0]->hash, "run2");
}

static void another_run_of_the_machine_that_says_otherwise_is_named(void **state)
{
	struct shelf *shelf = *state;
	struct warning_record disturbed = {.text = "not to be trusted: it is made up"};
	char *text;

	shelf_add(shelf, "one", 10, 500);
	shelf_add(shelf, "one", 10, 1990);
	shelf_add(shelf, "one", 10, 2000);
	shelf->volumes[2].results.path = "old";
	assert_ptr_equal(shelf_claim(shelf, RATIO " > 100")->opinions->otherwise,
			 &shelf->volumes[2]);
	text = told(shelf->check.claims);
	assert_non_null(strstr(text, "; old says otherwise"));
	free(text);
	assert_null(shelf_claim(shelf, RATIO " > 10")->opinions->otherwise);
	assert_null(shelf_claim(shelf, RATIO " > 200")->opinions->otherwise);
	assert_null(shelf_claim(shelf, RATIO " > 300")->opinions->otherwise);
	shelf->made[0]->duet.warnings = &disturbed;
	shelf->made[0]->duet.warning_count = 1;
	assert_null(shelf_claim(shelf, RATIO " > 100")->opinions->otherwise);
}

static void machines_that_disagree_stand_side_by_side(void **state)
{
	struct shelf *shelf = *state;
	const struct claim *claim;

	shelf_add(shelf, "one", 10, 2000);
	shelf_add(shelf, "two", 10, 500);
	claim = shelf_claim(shelf, RATIO " > 100");
	assert_int_equal(claim->opinion_count, 2);
	assert_int_equal(claim->opinions[0].verdict, CLAIM_REFUTED);
	assert_string_equal(claim->opinions[0].scope.machine, "two");
	assert_int_equal(claim->opinions[1].verdict, CLAIM_SUPPORTED);
	assert_int_equal(claim->verdict, CLAIM_REFUTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHELF_TEST(nothing_measured_says_what_to_run),
		SHELF_TEST(parameters_that_are_asked_for_have_to_be_there),
		SHELF_TEST(a_duet_that_failed_or_did_unequal_work_supports_nothing),
		SHELF_TEST(a_sound_duet_answers_for_a_newer_one_that_failed),
		SHELF_TEST(the_newest_run_of_a_machine_counts),
		SHELF_TEST(another_run_of_the_machine_that_says_otherwise_is_named),
		SHELF_TEST(machines_that_disagree_stand_side_by_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
