/* SPDX-License-Identifier: MIT */
/* family.c - duets that differ in one parameter: who belongs together. */
#include "support/sweep.h"

static void duets_that_differ_in_one_parameter_are_ordered_by_it(void **state)
{
	struct sweep *sweep = sweep_crossing();
	const struct family *family = sweep->families.all;

	(void)state;
	assert_int_equal(sweep->families.count, 1);
	assert_string_equal(family->parameter, "connections");
	assert_int_equal(family->count, 3);
	assert_int_equal(family->first, 0);
	assert_int_equal(family_value(family, 0), 1);
	assert_int_equal(family_value(family, 2), 64);
	sweep_free(sweep);
}

static void a_duet_that_differs_in_two_belongs_to_neither(void **state)
{
	static const struct wanted wanted[] = {
		{1, 64, 0, 20, 10, NULL},
		{64, 64, 0, 10, 20, NULL},
		{64, 1024, 0, 10, 20, NULL},
		{8, 1024, 5000, 10, 20, NULL},
	};
	struct sweep *sweep = SWEEP_OF(wanted);

	(void)state;
	assert_int_equal(sweep->families.count, 2);
	assert_string_equal(sweep->families.all[0].parameter, "connections");
	assert_int_equal(sweep->families.all[0].count, 2);
	assert_string_equal(sweep->families.all[1].parameter, "size");
	assert_int_equal(sweep->families.all[1].count, 2);
	assert_null(families_of(&sweep->families, &sweep->summary.duets[3], "connections"));
	assert_ptr_equal(families_of(&sweep->families, &sweep->summary.duets[1], "size"),
			 &sweep->families.all[1]);
	sweep_free(sweep);
}

static void neither_other_cores_nor_what_is_off_make_a_family(void **state)
{
	static const struct wanted wanted[] = {
		{64, 64, 0, 10, 20, NULL},
		{64, 64, 5000, 10, 20, NULL},
		{1, 64, 0, 10, 20, "all"},
	};
	struct sweep *sweep = SWEEP_OF(wanted);

	(void)state;
	assert_int_equal(sweep->families.count, 0);
	sweep_free(sweep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(duets_that_differ_in_one_parameter_are_ordered_by_it),
		cmocka_unit_test(a_duet_that_differs_in_two_belongs_to_neither),
		cmocka_unit_test(neither_other_cores_nor_what_is_off_make_a_family),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
