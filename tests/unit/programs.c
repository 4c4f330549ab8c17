/* SPDX-License-Identifier: MIT */
/* programs.c - a contestant of several builds plays one a round, in turn; all of them must be there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "support/stage.h"

#define BUILDS 3
#define ROUNDS 4

/* Builds of both contestants, which note that they were started. */
struct builds {
	char paths[2][BUILDS][64];
	const char *workers[2][BUILDS];
	char log[64];
};

static void make_builds(struct stage *stage, struct builds *builds)
{
	snprintf(builds->log, sizeof(builds->log), "%s/log", stage->root);
	for (int c = 0; c < 2; c++) {
		for (int i = 0; i < BUILDS; i++) {
			char *path = builds->paths[c][i];
			FILE *file;

			snprintf(path, sizeof(builds->paths[c][i]), "%s/%c%d", stage->root,
				 c ? 'h' : 'b', i);
			file = fopen(path, "w");
			fprintf(file,
				"#!/bin/sh\necho ${0##*/} >>%s\nexec " FAKE " \"$@\"\n",
				builds->log);
			fclose(file);
			chmod(path, 0755);
			builds->workers[c][i] = path;
		}
		stage->contestants[c].workers = builds->workers[c];
		stage->contestants[c].worker_count = BUILDS;
	}
	stage->plan.rounds = ROUNDS;
}

/* How often the build was started in the round, the last of which ends the log. */
static int starts(const struct builds *builds, int round, const char *name)
{
	FILE *file = fopen(builds->log, "r");
	char lines[200][8];
	int count = 0, found = 0;

	assert_non_null(file);
	while (count < 200 && fscanf(file, "%7s", lines[count]) == 1)
		count++;
	fclose(file);
	for (int i = 0; i < 3; i++)
		found += !strcmp(lines[count - 3 * (ROUNDS - round) + i], name);
	return found;
}

static void builds_take_turns_and_the_control_is_of_the_same(void **state)
{
	struct stage *stage = *state;
	struct builds builds;

	make_builds(stage, &builds);
	stage->contestants[1].worker_offset = 2;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	for (int round = 0; round < ROUNDS; round++) {
		char base[] = "b0", head[] = "h0";

		base[1] = (char)('0' + round % BUILDS);
		head[1] = (char)('0' + (round + 2) % BUILDS);
		assert_int_equal(starts(&builds, round, base), 2); /* and the control */
		assert_int_equal(starts(&builds, round, head), 1);
	}
}

static void records_name_the_first_build_and_how_many(void **state)
{
	struct stage *stage = *state;
	const struct contestant_record *contestants;
	struct builds builds;

	make_builds(stage, &builds);
	stage->contestants[1].workers = NULL;
	stage->contestants[1].worker_count = 0;
	stage_play(stage);
	contestants = stage_duet(stage, 0)->contestants;
	assert_string_equal(contestants[0].worker, builds.paths[0][0]);
	assert_int_equal(contestants[0].worker_count, BUILDS);
	assert_int_equal(contestants[1].worker_count, 1);
	assert_string_equal(contestants[2].worker, builds.paths[0][0]);
	assert_int_equal(contestants[2].worker_count, BUILDS);
}

/* It would have been its turn in round 2 only. */
static void a_missing_build_is_told_before_the_first_round(void **state)
{
	struct stage *stage = *state;
	struct builds builds;

	make_builds(stage, &builds);
	remove(builds.paths[1][2]);
	stage_play(stage);
	assert_int_equal(stage->result, 1);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 0);
	assert_non_null(strstr(stage_duet(stage, 0)->error, builds.paths[1][2]));
}

static void a_build_that_does_not_greet_is_told_before_the_first_round(void **state)
{
	struct stage *stage = *state;
	struct builds builds;
	FILE *file;

	make_builds(stage, &builds);
	file = fopen(builds.paths[0][1], "w");
	fputs("#!/bin/sh\nexit 3\n", file);
	fclose(file);
	stage_play(stage);
	assert_int_equal(stage->result, 1);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 0);
	assert_non_null(strstr(stage_duet(stage, 0)->error, "ended with status 3"));
	assert_non_null(strstr(stage_duet(stage, 0)->error, builds.paths[0][1]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(builds_take_turns_and_the_control_is_of_the_same),
		STAGE_TEST(records_name_the_first_build_and_how_many),
		STAGE_TEST(a_missing_build_is_told_before_the_first_round),
		STAGE_TEST(a_build_that_does_not_greet_is_told_before_the_first_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
