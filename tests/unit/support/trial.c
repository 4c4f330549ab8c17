/* SPDX-License-Identifier: MIT */
/* trial.c - plans and plays a gate of fakes. See trial.h. */
#include "trial.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct gate_play known = {
	.name = "known/fake", .workload = "known", .runtime = "fake"};

static void count_rounds(void *context, const struct gate_progress *progress)
{
	struct trial *trial = context;

	trial->told += progress->run->record->rounds_done > 0;
	if (trial->stop >= 0 && trial->told == 1)
		assert_int_equal(write(trial->stop, "", 1), 1);
}

void trial_plan(struct stage *stage, struct trial *trial, const char *base,
		const char *head)
{
	*trial = (struct trial){.stop = -1};
	for (int i = 0; i < 2; i++)
		assert_int_equal(gate_side_open(FAKE, &trial->sides[i], &trial->problem),
				 0);
	snprintf(trial->folder, sizeof(trial->folder), "%s/gate", stage->root);
	trial->plan = (struct gate_plan){
		.base = {.name = "base", .side = &trial->sides[0], .runtime = base},
		.head = {.name = "head", .side = &trial->sides[1], .runtime = head},
		.plays = &known,
		.play_count = 1,
		.tolerance = 0.01,
		.today = "2026-11-28",
		.folder = trial->folder,
		.worker = FAKE,
		.seed = 7,
		.budget_ns = 20 * SECOND,
		.core = -1,
		.measure_equal = true, /* it is one program, told to do this and that */
		.stop_fd = stage->stop[0],
	};
	trial->events = (struct gate_events){.context = trial, .progress = count_rounds};
}

int trial_play(struct trial *trial)
{
	return gate_play(&trial->plan, &trial->events, &trial->gate, &trial->problem);
}

void trial_end(struct trial *trial)
{
	gate_free(&trial->gate);
	gate_side_close(&trial->sides[0]);
	gate_side_close(&trial->sides[1]);
}

bool trial_left(const struct trial *trial, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", trial->folder, name);
	return access(path, F_OK) == 0;
}

void trial_write_program(struct stage *stage, const char *name, const char *text,
			 char path[TRIAL_PATH])
{
	FILE *file;

	snprintf(path, TRIAL_PATH, "%s/%s", stage->root, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", text);
	fclose(file);
	assert_int_equal(chmod(path, 0755), 0);
}

void trial_take(struct trial *trial, int side, const char *path)
{
	gate_side_close(&trial->sides[side]);
	assert_int_equal(gate_side_open(path, &trial->sides[side], &trial->problem), 0);
}
