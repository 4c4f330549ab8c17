/* SPDX-License-Identifier: MIT */
/* programs.c - contestants of several builds: whose turn it is, and that all of them are there. */
#include "bench/run/conductor.h"
#include "bench/run/player.h"

#define BATCH 8

void programs_take(struct duet *duet, int64_t round)
{
	for (size_t i = 0; i < duet->seat_count; i++) {
		struct seat *seat = &duet->seats[i];

		seat->program = seat->programs[((size_t)round + seat->program_offset) %
					       seat->program_count];
	}
}

/* Programs that start side by side, so that one loads while another speaks. */
struct batch {
	struct worker workers[BATCH];
	size_t count;
};

static int start(struct conductor *conductor, const struct seat *seat, const char *program,
		 struct batch *batch)
{
	struct worker_options options = {
		.label = seat->record->label,
		.launcher = seat->plan->launcher,
		.program = program,
		.runtime = seat->plan->runtime,
		.core = -1, /* nothing is measured */
	};

	int error = worker_start(conductor, &options, &batch->workers[batch->count]);

	batch->count += !error;
	return error;
}

/* Hear them all, and let them go. */
static int hear(struct conductor *conductor, struct batch *batch, int error)
{
	for (size_t i = 0; i < batch->count; i++) {
		if (!error)
			error = worker_greet(conductor, &batch->workers[i]);
		worker_end(&batch->workers[i], !error);
	}
	batch->count = 0;
	return error;
}

/* As programs_greet, for the builds of one seat that have not greeted yet. */
static int greet_others(struct conductor *conductor, const struct seat *seat)
{
	struct batch batch = {.count = 0};
	int error = 0;

	for (size_t i = 1; i < seat->program_count && !error; i++) {
		const char *program = seat->programs[i];

		if (json_object_get(conductor->greeted, program))
			continue;
		json_object_set_new(conductor->greeted, program, json_true());
		error = start(conductor, seat, program, &batch);
		if (error || batch.count == BATCH)
			error = hear(conductor, &batch, error);
	}
	return hear(conductor, &batch, error);
}

int programs_greet(struct conductor *conductor, struct duet *duet)
{
	int error = 0;

	for (size_t i = 0; i < duet->seat_count && !error; i++)
		error = greet_others(conductor, &duet->seats[i]);
	return error;
}
