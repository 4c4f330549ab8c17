/* SPDX-License-Identifier: MIT */
/* evidence_sentence.c - a sentence is held against its predicate, and both are told in words. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/judged.h"

#include "bench/evidence/tell/words.h"

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
		SHELF_TEST(what_cannot_be_asked_is_pointed_at),
		SHELF_TEST(a_sentence_is_held_against_its_predicate_but_for_its_values),
		SHELF_TEST(a_number_that_need_not_be_so_backs_no_sentence),
		SHELF_TEST(a_multiple_is_said_as_a_ratio),
		SHELF_TEST(a_rounded_number_is_not_beyond_what_was_measured),
		SHELF_TEST(a_verdict_says_what_the_predicate_joins),
		SHELF_TEST(a_sentence_is_told_as_one_plain_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
