/* SPDX-License-Identifier: MIT */
/* evidence_rounds.c - how many rounds are asked for, and that they are enough. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/evidence/rounds.h"
#include "support/answers.h"
#include "support/noise.h"

#define SEEN 32
#define MOST 400
#define ROUNDS_EQUAL 4

/* The ratio of two contestants, whose rounds scatter by sd, of so many rounds. */
struct ratio {
	double a[MOST], b[MOST];
	size_t rounds;
};

static void play(struct ratio *ratio, double value, double sd, size_t rounds,
		 uint64_t *random)
{
	assert_true(rounds <= MOST);
	ratio->rounds = rounds;
	for (size_t r = 0; r < rounds; r++) {
		ratio->a[r] = value * exp(sd * noise_normal(random));
		ratio->b[r] = 1;
	}
}

static struct predicate_result judge(const struct ratio *ratio, const char *text)
{
	const struct answers_row rows[] = {{"a", "1", ratio->a, ratio->rounds, NULL},
					   {"b", "1", ratio->b, ratio->rounds, NULL}};
	struct answers_table table = {rows, 2};

	return answers_of(text, &table);
}

static size_t needed(double sd, size_t seen, const struct rounds_aim *aim, uint64_t seed)
{
	struct ratio ratio;
	struct predicate_result result;
	size_t rounds;

	play(&ratio, 9, sd, seen, &seed);
	result = judge(&ratio, "ns(w, a) / ns(w, b) > 10");
	rounds = rounds_needed(result.quantities, aim);
	predicate_result_free(&result);
	return rounds;
}

static void more_noise_more_claims_and_finer_aims_take_more_rounds(void **state)
{
	struct rounds_aim one = rounds_aim_default(1), fifty = rounds_aim_default(50);
	struct rounds_aim fine = one;

	(void)state;
	fine.relative = 0.1;
	assert_true(needed(0.2, SEEN, &one, 1) > needed(0.1, SEEN, &one, 1));
	assert_true(needed(0.2, SEEN, &fifty, 1) > needed(0.2, SEEN, &one, 1));
	assert_true(needed(0.2, SEEN, &fine, 1) > 3 * needed(0.2, SEEN, &one, 1));
}

static void the_noise_of_few_rounds_is_not_believed(void **state)
{
	struct rounds_aim aim = rounds_aim_default(10);
	double few = 0, many = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 50; seed++) {
		few += (double)needed(0.2, 6, &aim, seed);
		many += (double)needed(0.2, 200, &aim, seed);
	}
	assert_true(few > 1.2 * many);
}

static void what_cannot_be_known_has_no_number(void **state)
{
	struct rounds_aim aim = rounds_aim_default(1);

	(void)state;
	assert_int_equal(needed(0.1, 1, &aim, 1), 0);
	aim.most = 10;
	assert_int_equal(needed(1, SEEN, &aim, 1), 0);
}

/* No error says how many: their number alone does. */
static void equal_rounds_need_so_many_that_their_number_decides(void **state)
{
	struct rounds_aim one = rounds_aim_default(1), fifty = rounds_aim_default(50);
	double none[ROUNDS_EQUAL] = {0};
	const struct answers_row rows[] = {{"a", "1", none, ROUNDS_EQUAL, NULL}};
	struct answers_table table = {rows, 1};
	struct predicate_result result = answers_of("lost(race, a) <= 0", &table);

	(void)state;
	assert_int_equal(rounds_needed(result.quantities, &one), 7); /* 2^-7 < 0.0125 */
	assert_int_equal(rounds_needed(result.quantities, &fifty), 12);
	predicate_result_free(&result);
	result = answers_of("lost(race, a) < 1 %", &table);
	assert_int_equal(rounds_needed(result.quantities, &one), 437); /* 0.99^437 */
	predicate_result_free(&result);
	result = answers_of("lost(race, a) < 0.1 %", &table);
	assert_int_equal(rounds_needed(result.quantities, &one), 0); /* over 1,000 */
	predicate_result_free(&result);
}

/* Noise seen in 32 rounds, then as many fresh rounds as it asks for: nine of ten are decided. */
static void so_many_rounds_decide_what_is_20_percent_off(void **state)
{
	struct rounds_aim aim = rounds_aim_default(10);
	uint64_t random = 11;
	int decided = 0;

	(void)state;
	for (uint64_t i = 0; i < 300; i++) {
		size_t rounds = needed(0.25, SEEN, &aim, 1000 + i);
		struct ratio ratio;
		struct predicate_result result;

		play(&ratio, 12, 0.25, rounds, &random);
		result = judge(&ratio, "ns(w, a) / ns(w, b) > 10");
		decided += predicate_judge(&result, aim.level) == PREDICATE_TRUE;
		predicate_result_free(&result);
	}
	assert_in_range(decided, 270, 300);
}

static void fifty_claims_are_served_by_the_number_for_unknown_noise(void **state)
{
	struct rounds_aim aim = rounds_aim_default(50);
	double sum = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 50; seed++)
		sum += (double)needed(0.12, SEEN, &aim, seed) / 50;
	assert_in_range((uintmax_t)sum, 1, EVIDENCE_ROUNDS + 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(more_noise_more_claims_and_finer_aims_take_more_rounds),
		cmocka_unit_test(the_noise_of_few_rounds_is_not_believed),
		cmocka_unit_test(what_cannot_be_known_has_no_number),
		cmocka_unit_test(equal_rounds_need_so_many_that_their_number_decides),
		cmocka_unit_test(so_many_rounds_decide_what_is_20_percent_off),
		cmocka_unit_test(fifty_claims_are_served_by_the_number_for_unknown_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
