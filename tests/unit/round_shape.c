/* SPDX-License-Identifier: MIT */
/* round_shape.c - how many slices a round has, as the plan wants it. */
#include "support/stage.h"

#include <stdio.h>
#include <string.h>

/* Of the raw slices' first line. */
static int discarded(const struct stage *stage)
{
	char path[128], line[4096];
	const char *member;
	FILE *file;
	int number = -1;

	snprintf(path, sizeof(path), "%s/slices.jsonl", stage->folder);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	fclose(file);
	member = strstr(line, "\"discarded\"");
	assert_non_null(member);
	sscanf(member, "\"discarded\":%d", &number);
	return number;
}

/* Play slices of so long, and at most so many that do not count, and that do. */
static void play(struct stage *stage, int64_t slice_ns, int64_t most_discarded,
		 int64_t most_kept)
{
	stage->plan.slice_ns = slice_ns;
	stage->plan.slices_discarded = most_discarded;
	stage->plan.slices_kept = most_kept;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	for (size_t i = 0; i < stage->results.round_count; i++)
		assert_int_equal(stage->results.rounds[i].slices,
				 stage_duet(stage, 0)->slices_kept);
}

static void without_a_wish_short_slices_are_many(void **state)
{
	play(*state, 200000, 0, 0);
	assert_int_equal(stage_duet(*state, 0)->slices_kept, 20);
	assert_int_equal(discarded(*state), 10);
}

static void of_short_slices_there_are_no_more_than_wanted(void **state)
{
	play(*state, 200000, 2, 10);
	assert_int_equal(stage_duet(*state, 0)->slices_kept, 10);
	assert_int_equal(discarded(*state), 2);
}

static void long_slices_stay_few_when_more_are_allowed(void **state)
{
	play(*state, 10000000, 2, 10);
	assert_int_equal(stage_duet(*state, 0)->slices_kept, 2);
	assert_int_equal(discarded(*state), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(without_a_wish_short_slices_are_many),
		STAGE_TEST(of_short_slices_there_are_no_more_than_wanted),
		STAGE_TEST(long_slices_stay_few_when_more_are_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
