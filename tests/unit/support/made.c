/* SPDX-License-Identifier: MIT */
/* made.c - a run of known numbers, and what is said of it. See made.h. */
#include "made.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench/report/duet.h"
#include "bench/report/terminal.h"

static void describe(struct made *made)
{
	static const char *const runtimes[] = {"coroutines", "threads", "coroutines"};
	static const struct named_value parameters[] = {{"tasks", 2}};

	for (size_t i = 0; i < PLAYERS; i++)
		made->contestants[i] =
			record_contestant(runtimes[i], "switch", parameters, 1);
	made->contestants[2].label = "control";
	made->contestants[2].control = true;
	made->duet = record_duet("switch", made->contestants, PLAYERS);
	made->duet.operation = "a pass of the token";
}

/* In every round the contestants cost so many ns, and a little more or less. */
static void play(struct made *made, const double *costs)
{
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		double cost = costs[i % PLAYERS] * record_wobble(i, 0.002);

		made->rounds[i] = record_round(0, i, PLAYERS);
		made->rounds[i].values[MEASURE_WALL] = cost;
		made->rounds[i].values[MEASURE_CPU] = 2 * cost;
	}
}

struct made *made_make(double coroutines, double threads, double control)
{
	struct made *made = calloc(1, sizeof(*made));
	struct problem problem = {0};

	assert_non_null(made);
	describe(made);
	play(made, (const double[]){coroutines, threads, control});
	made->results =
		record_run("duet run switch", &made->duet, 1, made->rounds, PLAYERS);
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
