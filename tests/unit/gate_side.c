/* SPDX-License-Identifier: MIT */
/* gate_side.c - what a gate finds where a side is said to be. */
#include "support/stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/gate/sides/side.h"

static const char *path_of(const struct stage *stage, const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s", stage->root, name);
	return path;
}

static void put(const struct stage *stage, const char *name, mode_t mode)
{
	FILE *file = fopen(path_of(stage, name), "w");

	assert_non_null(file);
	fclose(file);
	assert_int_equal(chmod(path_of(stage, name), mode), 0);
}

static void put_folder(const struct stage *stage, const char *name, int programs)
{
	char program[64];

	assert_int_equal(mkdir(path_of(stage, name), 0755), 0);
	for (int i = 0; i < programs; i++) {
		snprintf(program, sizeof(program), "%s/worker-%02d", name,
			 programs - 1 - i);
		put(stage, program, 0755);
	}
}

static int find(const struct stage *stage, const char *name, struct gate_side *side,
		struct problem *problem)
{
	static char kept[2][512];
	static int turn;

	turn = !turn; /* two sides keep their paths apart */
	snprintf(kept[turn], sizeof(kept[turn]), "%s", path_of(stage, name));
	return gate_side_open(kept[turn], side, problem);
}

static void a_program_is_one_layout(void **state)
{
	struct problem problem;
	struct gate_side side;

	put(*state, "worker", 0755);
	assert_int_equal(find(*state, "worker", &side, &problem), 0);
	assert_int_equal(side.count, 1);
	assert_null(side.programs[1]);
	gate_side_close(&side);
}

static void the_programs_of_a_folder_are_its_layouts_in_order(void **state)
{
	struct problem problem;
	struct gate_side side;

	put_folder(*state, "layouts", 12);
	put(*state, "layouts/notes", 0644);
	assert_int_equal(mkdir(path_of(*state, "layouts/deeper"), 0755), 0);
	assert_int_equal(find(*state, "layouts", &side, &problem), 0);
	assert_int_equal(side.count, 12);
	assert_non_null(strstr(side.programs[0], "/worker-00"));
	assert_non_null(strstr(side.programs[11], "/worker-11"));
	assert_null(side.programs[12]);
	gate_side_close(&side);
}

static void assert_refused(struct stage *stage, const char *name, int error)
{
	struct problem problem = {0};
	struct gate_side side;

	assert_int_equal(find(stage, name, &side, &problem), error);
	assert_non_null(strstr(problem.text, name));
	assert_true(problem.remedy[0]);
	assert_int_equal(side.count, 0);
}

static void where_no_program_is_the_remedy_is_told(void **state)
{
	struct stage *stage = *state;

	assert_refused(stage, "nowhere", -ENOENT);
	put(stage, "text", 0644);
	assert_refused(stage, "text", -ENOEXEC);
	put_folder(stage, "empty", 0);
	assert_refused(stage, "empty", -ENOEXEC);
}

static void different_programs_are_no_layouts(void **state)
{
	struct stage *stage = *state;

	put_folder(stage, "release", 2);
	put(stage, "release/worker", 0755);
	assert_refused(stage, "release", -EINVAL);
}

static void results_are_told_to_be_that(void **state)
{
	struct problem problem = {0};
	struct gate_side side;

	put_folder(*state, "run", 0);
	put(*state, "run/run.json", 0644);
	assert_int_equal(find(*state, "run", &side, &problem), -ENOEXEC);
	assert_non_null(strstr(problem.text, "results"));
}

static int match(struct stage *stage, const char *a, const char *b)
{
	struct problem problem = {0};
	struct gate_side base, head;
	int error;

	assert_int_equal(find(stage, a, &base, &problem), 0);
	assert_int_equal(find(stage, b, &head, &problem), 0);
	error = gate_sides_match(&base, &head, &problem);
	assert_true(!error || problem.remedy[0]);
	gate_side_close(&base);
	gate_side_close(&head);
	return error;
}

static void layouts_are_compared_in_pairs_of_equal_names(void **state)
{
	struct stage *stage = *state;

	put_folder(stage, "a", 3);
	put_folder(stage, "b", 3);
	put_folder(stage, "more", 4);
	put_folder(stage, "other", 2);
	put(stage, "other/worker-07", 0755);
	assert_int_equal(match(stage, "a", "b"), 0);
	assert_int_equal(match(stage, "a", "more"), -EINVAL);
	assert_int_equal(match(stage, "a", "other"), -EINVAL);
}

/* A static layout and a dynamic program are not counted against each other. */
static void what_is_counted_is_alike_on_both_sides(void **state)
{
	struct problem problem;
	struct gate_side with, other, without;

	put_folder(*state, "with", 2);
	put_folder(*state, "with/counted", 1);
	put_folder(*state, "other", 2);
	put_folder(*state, "other/counted", 1);
	put_folder(*state, "without", 2);
	assert_int_equal(find(*state, "with", &with, &problem), 0);
	assert_int_equal(with.count, 2);
	assert_string_equal(strrchr(gate_side_counted(&with, &with), '/'), "/worker-00");
	assert_non_null(strstr(gate_side_counted(&with, &with), "with/counted/"));
	assert_int_equal(find(*state, "other", &other, &problem), 0);
	assert_ptr_equal(gate_side_counted(&other, &with), other.counted);
	gate_side_close(&other);
	assert_int_equal(find(*state, "without", &without, &problem), 0);
	assert_ptr_equal(gate_side_counted(&with, &without), with.programs[0]);
	assert_ptr_equal(gate_side_counted(&without, &with), without.programs[0]);
	gate_side_close(&with);
	gate_side_close(&without);
}

static void two_programs_may_have_any_names(void **state)
{
	struct stage *stage = *state;

	put(stage, "old", 0755);
	put(stage, "new", 0755);
	assert_int_equal(match(stage, "old", "new"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_program_is_one_layout),
		STAGE_TEST(the_programs_of_a_folder_are_its_layouts_in_order),
		STAGE_TEST(where_no_program_is_the_remedy_is_told),
		STAGE_TEST(different_programs_are_no_layouts),
		STAGE_TEST(results_are_told_to_be_that),
		STAGE_TEST(layouts_are_compared_in_pairs_of_equal_names),
		STAGE_TEST(two_programs_may_have_any_names),
		STAGE_TEST(what_is_counted_is_alike_on_both_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
