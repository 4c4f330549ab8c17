/* SPDX-License-Identifier: MIT */
/* made.c - a run of known numbers, and what is said of it. See made.h. */
#include "made.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/report/duet.h"
#include "bench/report/terminal.h"

static const struct named_value parameters[] = {{"tasks", 2}};

static void describe(struct made *made)
{
	static const char *const labels[] = {"coroutines", "threads", "control"};

	for (size_t i = 0; i < PLAYERS; i++)
		made->contestants[i] = (struct contestant_record){
			.label = labels[i],
			.worker = "duet-worker",
			.runtime = i == 1 ? "threads" : "coroutines",
			.workload = "switch",
			.parameters = parameters,
			.parameter_count = 1,
			.checksum = "0000000000000001",
			.control = i == 2,
		};
	made->duet = (struct duet_record){
		.workload = "switch",
		.question = "What does it cost?",
		.operation = "a pass of the token",
		.caution = "anything else.",
		.metric = "wall",
		.cores = "one",
		.workload_cores = "one",
		.error = "",
		.state = DUET_COMPLETE,
		.contestants = made->contestants,
		.contestant_count = PLAYERS,
		.rounds_planned = ROUNDS,
		.rounds_done = ROUNDS,
	};
}

/* In every round the contestants cost so many ns, and a little more or less. */
static void play(struct made *made, const double *costs)
{
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		struct round_record *round = &made->rounds[i];
		double wobble = 1 + 0.002 * (double)((int)(7 * i % 5) - 2);

		*round = (struct round_record){.round = i / PLAYERS,
					       .contestant = i % PLAYERS,
					       .slices = 20,
					       .operations = 1000};
		for (size_t m = 0; m < MEASURES; m++)
			round->values[m] = NAN;
		round->values[MEASURE_WALL] = costs[i % PLAYERS] * wobble;
		round->values[MEASURE_CPU] = 2 * costs[i % PLAYERS] * wobble;
	}
}

struct made *made_make(double coroutines, double threads, double control)
{
	struct made *made = calloc(1, sizeof(*made));
	struct problem problem = {0};

	assert_non_null(made);
	describe(made);
	play(made, (const double[]){coroutines, threads, control});
	made->results = (struct results){
		.path = "made",
		.run = {.state = RUN_COMPLETE,
			.command = "duet run switch",
			.version = "0",
			.started = "now",
			.duets = &made->duet,
			.duet_count = 1},
		.rounds = made->rounds,
		.round_count = ROUNDS * PLAYERS,
	};
	assert_int_equal(summary_make(&made->results, &made->summary, &problem), 0);
	return made;
}

void made_free(struct made *made)
{
	summary_free(&made->summary);
	free(made);
}

char *made_sentence(const struct made *made)
{
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	duet_write_sentence(file, made->summary.duets, "");
	fclose(file);
	return text;
}

char *made_terminal(const struct made *made)
{
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	assert_int_equal(terminal_write(file, &made->summary, false), 0);
	fclose(file);
	return text;
}
