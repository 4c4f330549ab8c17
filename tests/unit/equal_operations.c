/* SPDX-License-Identifier: MIT */
/* equal_operations.c - contestants that differ in their program alone play slices of equal work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "support/stage.h"

/* The second contestant's program: told to be the first's runtime, it is another. */
static void change_second(struct stage *stage, const char *runtime, char *path, size_t size)
{
	FILE *file;

	snprintf(path, size, "%s/other", stage->root);
	file = fopen(path, "w");
	fprintf(file, "#!/bin/sh\n[ $1 = ns=1000 ] && set -- %s\nexec " FAKE " $1\n",
		runtime);
	fclose(file);
	chmod(path, 0755);
	stage->contestants[1].worker = path;
	stage->duets[0].equal_operations = true;
}

static int64_t operations(const struct stage *stage, size_t contestant)
{
	return stage_duet(stage, 0)->contestants[contestant].operations;
}

static void two_programs_play_as_many_operations_a_slice(void **state)
{
	struct stage *stage = *state;
	char path[64];

	change_second(stage, "ns=4000", path, sizeof(path));
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_in_range(operations(stage, 0), 190, 210);
	assert_int_equal(operations(stage, 1), operations(stage, 0));
	assert_int_equal(operations(stage, 2), operations(stage, 0));
}

static void without_the_wish_each_has_slices_of_its_own(void **state)
{
	struct stage *stage = *state;
	char path[64];

	change_second(stage, "ns=4000", path, sizeof(path));
	stage->duets[0].equal_operations = false;
	stage_play(stage);
	assert_in_range(operations(stage, 0), 190, 210);
	assert_in_range(operations(stage, 1), 45, 55);
}

static void another_runtime_has_slices_of_its_own(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "ns=4000";
	stage->duets[0].equal_operations = true;
	stage_play(stage);
	assert_in_range(operations(stage, 1), 45, 55);
}

static void the_bounds_of_both_are_kept(void **state)
{
	struct stage *stage = *state;
	char path[64];

	change_second(stage, "ns=1000,least=700", path, sizeof(path));
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(operations(stage, i), 700);
}

static void short_operations_are_many_in_a_short_slice(void **state)
{
	struct stage *stage = *state;
	char path[64];

	stage->plan.slice_ns = 20000;
	stage->contestants[0].runtime = "ns=100";
	change_second(stage, "ns=100", path, sizeof(path));
	stage_play(stage);
	assert_int_equal(operations(stage, 0), 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(two_programs_play_as_many_operations_a_slice),
		STAGE_TEST(without_the_wish_each_has_slices_of_its_own),
		STAGE_TEST(another_runtime_has_slices_of_its_own),
		STAGE_TEST(the_bounds_of_both_are_kept),
		STAGE_TEST(short_operations_are_many_in_a_short_slice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
