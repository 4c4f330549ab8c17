/* SPDX-License-Identifier: MIT */
/* warnings.c - every warning of a duet stands in the report, and ends with what to do about it. */
#include "support/made.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/warning_list.h"
#include "bench/report/warnings.h"

/* The list as the report has it. Each of its kinds of warnings must end with a remedy. */
static char *list_of(const struct made *made)
{
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	assert_int_equal(warning_list_write(file, &made->summary), 0);
	fclose(file);
	for (const char *at = text; (at = strstr(at, "> **Warning:**\n")); at++) {
		const char *remedy = strstr(at, "> *Remedy:* "),
			   *next = strstr(at + 1, "> **Warning:**\n");

		assert_non_null(remedy);
		assert_true(!next || remedy < next);
		assert_true(remedy[12] != '.');
	}
	return text;
}

static void assert_warns(const struct made *made, const char *text, const char *remedy)
{
	char *list = list_of(made);

	if (!strstr(list, text) || !strstr(list, remedy))
		fail_msg("\"%s\" does not say \"%s\" and \"%s\"", list, text, remedy);
	free(list);
}

static struct estimate *control_of(struct made *made)
{
	return &made->summary.duets[0].contestants[2].ratios[MEASURE_WALL];
}

static void a_quiet_duet_has_no_warning(void **state)
{
	struct made *made = made_make(10, 2000, 10);
	char *list;

	(void)state;
	*control_of(made) =
		(struct estimate){.value = 1, .low = 0.99, .high = 1.01, .rounds = ROUNDS};
	list = list_of(made);
	assert_string_equal(list, "");
	free(list);
	made_free(made);
}

static void a_noisy_control_is_told(void **state)
{
	struct made *made = made_make(10, 2000, 10);

	(void)state;
	*control_of(made) =
		(struct estimate){.value = 1, .low = 0.8, .high = 1.2, .rounds = ROUNDS};
	assert_warns(made, "noisy: the A/A control's interval is ±20 %",
		     "*Remedy:* repeat it when the machine is quieter.");
	made_free(made);
}

static void a_control_that_failed_is_told(void **state)
{
	struct made *made = made_make(10, 2000, 11);

	(void)state;
	assert_warns(made, "the A/A control failed: coroutines differs from itself by",
		     "*Remedy:* repeat it when the machine is quieter.");
	made_free(made);
}

static void a_control_that_misses_one_by_little_is_told_but_has_not_failed(void **state)
{
	struct made *made = made_make(10, 2000, 10);

	(void)state;
	*control_of(made) = (struct estimate){
		.value = 1.01, .low = 1.005, .high = 1.015, .rounds = ROUNDS};
	assert_warns(made,
		     "interval misses 1, as one in twenty does by chance: coroutines "
		     "differs from itself by 1.0 %",
		     "*Remedy:* believe no difference as small as that");
	assert_false(control_failed(&made->summary.duets[0]));
	made_free(made);
}

static void few_rounds_are_told(void **state)
{
	struct made *made = made_make(10, 2000, 10);

	(void)state;
	made->summary.duets[0].rounds = 3;
	assert_warns(made, "3 rounds: the interval is wide", "*Remedy:* --rounds=20");
	made_free(made);
}

static void a_bound_client_is_told(void **state)
{
	struct made *made = made_make(10, 2000, 10);

	(void)state;
	made->summary.duets[0].contestants[1].values[MEASURE_DRIVER_UTILISATION] =
		(struct estimate){
			.value = 0.97, .low = 0.96, .high = 0.98, .rounds = ROUNDS};
	assert_warns(made, "client-bound", "*Remedy:* ");
	made_free(made);
}

static void what_the_conductor_saw_keeps_its_remedy(void **state)
{
	static const struct warning_record seen[] = {
		{"others had the contestants' core 12 % of the time", "end them"},
		{"the frequency governor is powersave",
		 "cpupower frequency-set -g performance"},
	};
	struct made *made = made_make(10, 2000, 10);

	(void)state;
	made->duet.warnings = seen;
	made->duet.warning_count = 2;
	assert_warns(made, seen[0].text, "*Remedy:* end them.");
	assert_warns(made, seen[1].text,
		     "*Remedy:* cpupower frequency-set -g performance.");
	made_free(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quiet_duet_has_no_warning),
		cmocka_unit_test(a_noisy_control_is_told),
		cmocka_unit_test(a_control_that_failed_is_told),
		cmocka_unit_test(
			a_control_that_misses_one_by_little_is_told_but_has_not_failed),
		cmocka_unit_test(few_rounds_are_told),
		cmocka_unit_test(a_bound_client_is_told),
		cmocka_unit_test(what_the_conductor_saw_keeps_its_remedy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
