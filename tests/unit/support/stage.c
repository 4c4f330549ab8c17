/* SPDX-License-Identifier: MIT */
/* stage.c - a run of two fakes, played and read back. See stage.h. */
#include "stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void note_round(void *context, const struct run_progress *progress)
{
	struct stage *stage = context;

	if (progress->record->rounds_done > 0)
		stage->rounds_told++;
	if (stage->stop_after && progress->record->rounds_done == stage->stop_after)
		assert_int_equal(write(stage->stop[1], "", 1), 1);
}

static void note_end(void *context, size_t duet, const struct duet_record *record)
{
	struct stage *stage = context;

	(void)duet;
	stage->failed_told += record->state == DUET_FAILED;
}

static void note_warning(void *context, size_t duet, const char *text, const char *remedy)
{
	struct stage *stage = context;

	(void)duet;
	assert_true(strlen(remedy) > 0);
	strncat(stage->warnings, text,
		sizeof(stage->warnings) - strlen(stage->warnings) - 1);
}

static void note_run_warning(void *context, const char *text, const char *remedy)
{
	struct stage *stage = context;

	assert_true(strlen(remedy) > 0);
	snprintf(stage->run_warning, sizeof(stage->run_warning), "%s", text);
}

static void note_said(void *context, const char *label, const char *text, size_t bytes)
{
	struct stage *stage = context;

	(void)label;
	snprintf(stage->said, sizeof(stage->said), "%.*s", (int)bytes, text);
}

int stage_setup(void **state)
{
	struct stage *stage = calloc(1, sizeof(*stage));

	strcpy(stage->root, "/tmp/duet-rounds-XXXXXX");
	assert_non_null(mkdtemp(stage->root));
	assert_int_equal(pipe(stage->stop), 0);
	snprintf(stage->folder, sizeof(stage->folder), "%s/results/run", stage->root);
	for (int i = 0; i < 2; i++)
		stage->contestants[i] =
			(struct contestant_plan){.label = i ? "second" : "first",
						 .runtime = "ns=1000",
						 .workload = "known"};
	for (int i = 0; i < 2; i++)
		stage->duets[i] = (struct duet_plan){stage->contestants, 2, 0, NULL};
	stage->plan = run_plan_default();
	stage->plan.duets = stage->duets;
	stage->plan.duet_count = 1;
	stage->plan.folder = stage->folder;
	stage->plan.worker = FAKE;
	stage->plan.rounds = 1;
	stage->plan.timeout_ns = 20 * SECOND;
	stage->plan.seed = 7;
	stage->plan.stop_fd = stage->stop[0];
	stage->events = (struct run_events){
		.context = stage,
		.round_done = note_round,
		.duet_ended = note_end,
		.warning = note_warning,
		.run_warning = note_run_warning,
		.worker_said = note_said,
	};
	*state = stage;
	return 0;
}

int stage_teardown(void **state)
{
	struct stage *stage = *state;
	char command[64];

	results_free(&stage->results);
	close(stage->stop[0]);
	close(stage->stop[1]);
	snprintf(command, sizeof(command), "rm -rf %s", stage->root);
	free(stage);
	return system(command);
}

void stage_play(struct stage *stage)
{
	struct problem problem;
	char *folder;

	stage->result = run_play(&stage->plan, &stage->events, &folder, &stage->problem);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	if (!folder)
		return;
	assert_string_equal(folder, stage->folder);
	if (results_read(folder, &stage->results, &problem))
		fail_msg("%s", problem.text);
	free(folder);
}

const struct duet_record *stage_duet(const struct stage *stage, size_t duet)
{
	return &stage->results.run.duets[duet];
}

void assert_fails(struct stage *stage, const char *runtime, const char *words)
{
	stage->contestants[1].runtime = runtime;
	stage_play(stage);
	assert_int_equal(stage->result, 1);
	assert_int_equal(stage->failed_told, 1);
	assert_int_equal(stage->results.run.state, RUN_PARTIAL);
	assert_int_equal(stage_duet(stage, 0)->state, DUET_FAILED);
	if (!strstr(stage_duet(stage, 0)->error, words))
		fail_msg("\"%s\" does not say \"%s\"", stage_duet(stage, 0)->error, words);
	assert_non_null(strstr(stage_duet(stage, 0)->error, "second"));
	assert_null(strchr(stage_duet(stage, 0)->error, '\n'));
}
