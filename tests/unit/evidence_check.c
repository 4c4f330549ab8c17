/* SPDX-License-Identifier: MIT */
/* evidence_check.c - claims are judged by runs whose numbers are known. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/judged.h"

#include "bench/evidence/holm.h"
#include "bench/evidence/tell/words.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define RATIO "ns(switch, threads) / ns(switch, coroutines)"

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

static void assert_refused(struct shelf *shelf, const char *text, const char *words,
			   const char *remedy)
{
	assert_int_equal(shelf_check(shelf, text), -EINVAL);
	if (strncmp(shelf->problem.text, words, strlen(words)) != 0)
		fail_msg("\"%s\" does not begin with \"%s\"", shelf->problem.text, words);
	if (!strstr(shelf->problem.remedy, remedy))
		fail_msg("\"%s\" has no \"%s\"", shelf->problem.remedy, remedy);
}

static void what_cannot_be_asked_is_pointed_at(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	assert_refused(shelf,
		       "A\n<!-- claim:\n  ns(switch, threads, task=2) > 1 ns -->\nA.\n<!-- "
		       "/claim -->\n",
		       "a.md:3:23: there is no parameter \"task\"", "\"tasks\"");
	assert_refused(shelf,
		       "<!-- claim: ns(switch, threads) > 1 KiB -->\nA.\n<!-- /claim -->\n",
		       "a.md:1:", "");
	assert_refused(shelf, "<!-- claim: ns(switch, threads) -->\nA.\n<!-- /claim -->\n",
		       "a.md:1:13: a claim needs a predicate", "> 1");
	assert_refused(shelf,
		       "<!-- claim: p99(switch, threads) > 1 ns -->\nA.\n<!-- /claim -->\n",
		       "a.md:1:13: the runs of switch by threads have no p99", "duet list");
}

static void a_sentence_is_held_against_its_predicate_but_for_its_values(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	assert_refused(shelf,
		       "<!-- claim: " RATIO " > 100 -->\nIt takes 2.4 times as long.\n<!-- "
		       "/claim -->\n",
		       "a.md:2:10: the sentence says \"2.4 times\"", "rounded down");
	assert_int_equal(shelf_check(shelf,
				     "<!-- claim: " RATIO " > 100 -->\nIt takes <!-- "
				     "value: " RATIO
				     " -->2.4<!-- /value --> times as long.\n<!-- "
				     "/claim -->\n"),
			 0);
}

/* The verdict's text of a claim, which is possible. */
static void assert_told(struct shelf *shelf, const char *predicate, const char *wanted)
{
	const struct claim *claim = shelf_claim(shelf, predicate);
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	words_write_opinion(file, claim->opinions, 1);
	fclose(file);
	if (strcmp(text, wanted) != 0)
		fail_msg("\"%s\" is told as \"%s\"", predicate, text);
	free(text);
}

static void a_verdict_says_what_the_predicate_joins(void **state)
{
#define MEASURED "200 [200, 200]"
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++)
		shelf->made[0]->rounds[i].values[MEASURE_WALL] =
			i % PLAYERS == 1 ? 2000 : 10;
	assert_told(shelf, RATIO " > 100", MEASURED ", claimed > 100");
	assert_told(shelf, "not " RATIO " < 5", MEASURED ", claimed not < 5");
	assert_told(shelf, "not not " RATIO " > 5", MEASURED ", claimed > 5");
	assert_told(shelf, RATIO " > 100 or " RATIO " < 5",
		    MEASURED ", claimed > 100; or " MEASURED ", claimed < 5");
	/* too few rounds for the ends of each of two parts, one of which would do */
	assert_told(shelf, RATIO " > 100 and not (" RATIO " < 5 or " RATIO " < 6)",
		    MEASURED ", claimed > 100; and not (200, claimed < 5; or 200, claimed "
			     "< 6)");
	assert_told(shelf, RATIO " < 1e30", MEASURED ", claimed < 1e+30");
	assert_told(shelf, RATIO " > 1e-20", MEASURED ", claimed > 1e-20");
	assert_told(shelf, RATIO " > 200 / 3", MEASURED ", claimed > 66.6666667");
#undef MEASURED
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

static void a_number_that_need_not_be_so_backs_no_sentence(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	assert_refused(shelf,
		       "<!-- claim: not " RATIO " < 5 -->\nIt is less than 5 times "
		       "slower.\n<!-- /claim -->\n",
		       "a.md:2:17: the sentence says \"5 times\", the predicate only",
		       "a >= 5");
	assert_refused(shelf,
		       "<!-- claim: " RATIO " > 100 or " RATIO
		       " < 5 -->\nIt is less than 5 times slower.\n<!-- /claim -->\n",
		       "a.md:2:17: the sentence says \"5 times\", the predicate only",
		       "claim one part");
}

static void a_multiple_is_said_as_a_ratio(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(
		shelf_check(shelf,
			    "<!-- claim: ns(switch, coroutines) < 2 * ns(switch, threads) "
			    "-->\nIt is less than twice.\n<!-- /claim -->\n"),
		0);
	assert_int_equal(shelf->check.claims->verdict, CLAIM_SUPPORTED);
}

/* The verdict on a sentence whose number is rounded. */
static enum claim_verdict rounded(struct shelf *shelf, const char *predicate,
				  const char *sentence)
{
	char text[400];

	snprintf(text, sizeof(text), "<!-- claim, rounded %s -->\n%s\n<!-- /claim -->\n",
		 predicate, sentence);
	if (shelf_check(shelf, text))
		fail_msg("%s (%s)", shelf->problem.text, shelf->problem.remedy);
	assert_int_equal(shelf->check.claims->opinions->beyond,
			 shelf->check.claims->verdict == CLAIM_REFUTED);
	return shelf->check.claims->verdict;
}

static void a_rounded_number_is_not_beyond_what_was_measured(void **state)
{
	static const char over[] = "down: " RATIO " > 100";
	static const char multiple[] =
		"down: ns(switch, threads) > 100 * ns(switch, coroutines)";
	static const char inverse[] = "up: " RATIO " > 100";
	static const char under[] =
		"up: ns(switch, coroutines) / ns(switch, threads) < 0.01";
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 1500);
	assert_int_equal(rounded(shelf, over, "140 times"), CLAIM_SUPPORTED);
	assert_int_equal(rounded(shelf, over, "199 times"), CLAIM_REFUTED);
	assert_int_equal(rounded(shelf, multiple, "140 times"), CLAIM_SUPPORTED);
	assert_int_equal(rounded(shelf, multiple, "199 times"), CLAIM_REFUTED);
	assert_int_equal(rounded(shelf, inverse, "0.8 %"), CLAIM_SUPPORTED);
	assert_int_equal(rounded(shelf, inverse, "0.51 %"), CLAIM_REFUTED);
	assert_int_equal(rounded(shelf, under, "0.008 of it"), CLAIM_SUPPORTED);
	assert_int_equal(rounded(shelf, under, "0.0051 of it"), CLAIM_REFUTED);
}

static void a_sentence_is_told_as_one_plain_line(void **state)
{
	struct shelf *shelf = *state;
	char *sentence, *start;

	shelf_check(shelf,
		    "<!-- claim: ns(switch, threads) > 1 ns -->\nA **bold**\nword, "
		    "<!-- value: ns(switch, threads) -->x<!-- /value -->.\n<!-- /claim "
		    "-->\n");
	sentence = claim_sentence(shelf->check.claims, 100);
	start = claim_sentence(shelf->check.claims, 6);
	assert_string_equal(sentence, "A bold word, x.");
	assert_string_equal(start, "A bold…");
	free(sentence);
	free(start);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHELF_TEST(a_claim_is_supported_refuted_or_left_open),
		SHELF_TEST(throughput_is_by_the_drivers_clock_where_there_is_one),
		SHELF_TEST(each_quantile_is_another),
		SHELF_TEST(what_was_lost_is_counted_an_operation),
		SHELF_TEST(what_deadlocked_is_counted_apart),
		SHELF_TEST(rounds_that_follow_each_other_are_not_to_be_trusted),
		SHELF_TEST(the_interval_is_of_the_verdict),
		SHELF_TEST(nothing_measured_says_what_to_run),
		SHELF_TEST(a_duet_that_failed_or_did_unequal_work_supports_nothing),
		SHELF_TEST(another_run_of_the_machine_that_says_otherwise_is_named),
		SHELF_TEST(a_sound_duet_answers_for_a_newer_one_that_failed),
		SHELF_TEST(the_newest_run_of_a_machine_counts),
		SHELF_TEST(machines_that_disagree_stand_side_by_side),
		SHELF_TEST(all_claims_share_the_level),
		SHELF_TEST(parameters_that_are_asked_for_have_to_be_there),
		SHELF_TEST(what_cannot_be_asked_is_pointed_at),
		SHELF_TEST(a_sentence_is_held_against_its_predicate_but_for_its_values),
		SHELF_TEST(a_verdict_says_what_the_predicate_joins),
		SHELF_TEST(nothing_is_told_as_nothing),
		SHELF_TEST(a_number_that_need_not_be_so_backs_no_sentence),
		SHELF_TEST(a_multiple_is_said_as_a_ratio),
		SHELF_TEST(a_rounded_number_is_not_beyond_what_was_measured),
		SHELF_TEST(a_sentence_is_told_as_one_plain_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
