/* SPDX-License-Identifier: MIT */
/*
 * gate_throttled.c - a gate while whose rounds were played the control group used its processor time
 * up. The kernel's count is the test's own: this throttle_count stands for that of bench/run.
 */
#include "support/trial.h"

#include <string.h>

#include "bench/gate/tell/words.h"
#include "bench/run/throttle.h"

static int64_t periods, more; /* at each look: so many more */

int64_t throttle_count(const char *root)
{
	(void)root;
	return periods += more;
}

/* Of equal sides, when a look finds so many periods more than the one before. */
static void play(struct stage *stage, struct trial *trial, int64_t at_each_look)
{
	periods = 5;
	more = at_each_look;
	trial_plan(stage, trial, "ns=1000,noise=1", "ns=1000,noise=1");
	assert_int_equal(trial_play(trial), 0);
	assert_int_equal(trial->gate.record.rows[0].verdict, GATE_PASS);
}

static void a_gate_that_was_held_back_could_not_measure(void **state)
{
	struct trial trial;

	play(*state, &trial, 1);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	assert_int_equal(gate_exit_code(&trial.gate.record, 3), 2);
	assert_non_null(strstr(trial.gate.record.reason, "held back in "));
	assert_true(trial_left(&trial, "gate.json"));
	trial_end(&trial);
}

static void what_was_held_back_before_does_not_matter(void **state)
{
	struct trial trial;

	play(*state, &trial, 0);
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_int_equal(gate_exit_code(&trial.gate.record, 3), 0);
	trial_end(&trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_gate_that_was_held_back_could_not_measure),
		STAGE_TEST(what_was_held_back_before_does_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
