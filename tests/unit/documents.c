/* SPDX-License-Identifier: MIT */
/*
 * documents.c - how often documents have a false verdict, on made-up rounds of five kinds of noise.
 * Seeds are fixed: it is the same documents every time. tests/simulate/evidence.c plays more of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/evidence/holm.h"
#include "bench/evidence/rounds.h"
#include "support/documents.h"

#define DOCUMENTS 400

static struct documents_tally play(size_t claims, size_t near, enum noise_kind kind,
				   bool together)
{
	struct documents_scene scene = {.claims = claims,
					.near = near,
					.rounds = EVIDENCE_ROUNDS,
					.kind = kind,
					.sd = 0.08,
					.off = 0.2,
					.together = together};

	return documents_play(&scene, DOCUMENTS, 1);
}

static void assert_at_most(size_t count, double share, size_t of, enum noise_kind kind)
{
	if ((double)count > share * (double)of)
		fail_msg("noise %d: %zu of %zu", (int)kind, count, of);
}

static void assert_at_least(size_t count, double share, size_t of, enum noise_kind kind)
{
	if ((double)count < share * (double)of)
		fail_msg("noise %d: %zu of %zu", (int)kind, count, of);
}

/* Drift is left out, whose rounds tell less than they seem to. */
static void at_most_one_in_twenty_documents_has_a_false_verdict(void **state)
{
	(void)state;
	for (enum noise_kind kind = 0; kind < NOISE_DRIFT; kind++)
		for (int together = 0; together < 2; together++) {
			struct documents_tally one = play(1, 1, kind, together);
			struct documents_tally ten = play(10, 10, kind, together);
			struct documents_tally half = play(50, 25, kind, together);

			assert_at_most(one.wrong, 0.05, DOCUMENTS, kind);
			assert_at_most(ten.wrong, 0.05, DOCUMENTS, kind);
			assert_at_most(half.wrong, 0.05, DOCUMENTS, kind);
		}
}

/* It has a false verdict where any look had one. */
static void a_second_look_at_what_is_inconclusive_keeps_to_it(void **state)
{
	struct documents_scene scene = {.claims = 10,
					.near = 10,
					.rounds = EVIDENCE_ROUNDS,
					.sd = 0.08,
					.looks = EVIDENCE_LOOKS};

	(void)state;
	for (scene.kind = 0; scene.kind < NOISE_DRIFT; scene.kind++)
		assert_at_most(documents_play(&scene, DOCUMENTS, 1).wrong, 0.05, DOCUMENTS,
			       scene.kind);
}

/* And of others it is said in one document of twenty, give or take 3 standard deviations of 1.1 %. */
static void rounds_that_follow_each_other_are_told(void **state)
{
	(void)state;
	for (enum noise_kind kind = 0; kind < NOISE_DRIFT; kind++)
		assert_at_most(play(10, 10, kind, false).doubted, 0.083, DOCUMENTS, kind);
	assert_at_least(play(10, 10, NOISE_DRIFT, false).doubted, 0.9, DOCUMENTS,
			NOISE_DRIFT);
}

static void claims_that_are_20_percent_off_are_decided(void **state)
{
	(void)state;
	for (enum noise_kind kind = 0; kind < NOISE_KINDS; kind++) {
		struct documents_tally fifty = play(50, 0, kind, false);

		assert_int_equal(fifty.far, 50 * DOCUMENTS);
		assert_at_least(fifty.decided, 0.9, fifty.far, kind);
	}
}

static void doubtful_claims_do_not_keep_others_from_their_verdicts(void **state)
{
	struct documents_tally half = play(50, 25, NOISE_NORMAL, false);

	(void)state;
	assert_at_least(half.decided, 0.9, half.far, NOISE_NORMAL);
	assert_int_equal(half.far, 25 * DOCUMENTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_most_one_in_twenty_documents_has_a_false_verdict),
		cmocka_unit_test(a_second_look_at_what_is_inconclusive_keeps_to_it),
		cmocka_unit_test(rounds_that_follow_each_other_are_told),
		cmocka_unit_test(claims_that_are_20_percent_off_are_decided),
		cmocka_unit_test(doubtful_claims_do_not_keep_others_from_their_verdicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
