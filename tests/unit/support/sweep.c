/* SPDX-License-Identifier: MIT */
/* sweep.c - a run of several duets, and what is said of it. See sweep.h. */
#include "sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/advice.h"
#include "bench/report/family_report.h"
#include "bench/report/repeat.h"
#include "bench/report/terminal.h"

static void describe(struct sweep *sweep, size_t index, const struct wanted *wanted)
{
	static const char *const runtimes[] = {"coroutines", "threads"};
	struct named_value *parameters = sweep->parameters[index];
	struct duet_record *duet = &sweep->duets[index];

	parameters[0] = (struct named_value){"connections", wanted->connections};
	parameters[1] = (struct named_value){"size", wanted->size};
	parameters[2] = (struct named_value){"rate", wanted->rate};
	for (size_t i = 0; i < SWEEP_PLAYERS; i++)
		sweep->contestants[index][i] = record_contestant(
			runtimes[i], "echo", parameters, SWEEP_PARAMETERS);
	*duet = record_duet("echo", sweep->contestants[index], SWEEP_PLAYERS);
	duet->operation = "a request";
	duet->metric = "cpu";
	duet->driver = "load";
	if (wanted->cores)
		duet->cores = wanted->cores;
}

static struct round_record *round_of(struct sweep *sweep, size_t index, size_t i)
{
	return &sweep->rounds[index * ROUNDS * SWEEP_PLAYERS + i];
}

/* In every round the contestants cost so many ns, and a little more or less. */
static void play(struct sweep *sweep, size_t index, const struct wanted *wanted)
{
	for (size_t i = 0; i < ROUNDS * SWEEP_PLAYERS; i++) {
		struct round_record *round = round_of(sweep, index, i);
		double cost = i % SWEEP_PLAYERS ? wanted->threads : wanted->coroutines;

		*round = record_round(index, i, SWEEP_PLAYERS);
		cost *= record_wobble(i, 0.01);
		round->values[MEASURE_CPU] = cost;
		round->values[MEASURE_WALL] = cost;
		round->values[MEASURE_DRIVER_WALL] = 2 * cost;
	}
}

/* So many answers that p99 has more than ten a round behind it. */
static void answer(struct sweep *sweep, size_t index)
{
	for (size_t player = 0; player < SWEEP_PLAYERS; player++)
		for (size_t i = 0; i < SWEEP_LATENCIES; i++)
			sweep->buckets[player][i] =
				(struct latency_bucket){i + 1 + player, 20};
	for (size_t i = 0; i < ROUNDS * SWEEP_PLAYERS; i++) {
		struct round_record *round = round_of(sweep, index, i);

		round->values[MEASURE_OFFERED] = round->values[MEASURE_DRIVER_WALL];
		round->latencies[LATENCY_CORRECTED] = (struct latency_record){
			.max_ns = SWEEP_LATENCIES + (int64_t)(i % SWEEP_PLAYERS),
			.buckets = sweep->buckets[i % SWEEP_PLAYERS],
			.count = SWEEP_LATENCIES,
		};
	}
}

static void forget_summary(struct sweep *sweep)
{
	families_free(&sweep->families);
	summary_free(&sweep->summary);
}

void sweep_summarise(struct sweep *sweep)
{
	struct problem problem = {0};

	forget_summary(sweep);
	assert_int_equal(summary_make(&sweep->results, &sweep->summary, &problem), 0);
	assert_int_equal(families_find(&sweep->summary, &sweep->families), 0);
}

struct sweep *sweep_make(const struct wanted *wanted, size_t count)
{
	struct sweep *sweep = calloc(1, sizeof(*sweep));

	assert_non_null(sweep);
	assert_true(count <= SWEEP_DUETS);
	for (size_t i = 0; i < count; i++) {
		describe(sweep, i, &wanted[i]);
		play(sweep, i, &wanted[i]);
		if (wanted[i].rate)
			answer(sweep, i);
	}
	sweep->results = record_run("duet run --sweep=connections=1..64 --rounds=8 echo",
				    sweep->duets, count, sweep->rounds, SWEEP_PLAYERS);
	sweep_summarise(sweep);
	return sweep;
}

void sweep_free(struct sweep *sweep)
{
	forget_summary(sweep);
	free(sweep);
}

struct sweep *sweep_crossing(void)
{
	static const struct wanted crossing[] = {
		{64, 64, 0, 10, 20, NULL},
		{1, 64, 0, 20, 10, NULL},
		{8, 64, 0, 15, 18, NULL},
	};

	return SWEEP_OF(crossing);
}

char *sweep_told(const struct sweep *sweep, enum place place)
{
	static const struct figure no_figure;
	const struct family *family = sweep->families.all;
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	int result = 0;

	assert_non_null(file);
	if (place == SENTENCE)
		family_write_sentence(file, family, "");
	else if (place == MARKDOWN)
		result = family_write_markdown(file, family, &no_figure, 1);
	else if (place == TERMINAL)
		result = terminal_write(file, &sweep->summary, false);
	else if (place == ANSWER)
		advice_write_answer(file, &sweep->summary, &sweep->families);
	else if (place == TABLE)
		result = advice_write_table(file, &sweep->summary, &sweep->families);
	else
		repeat_write_family(file, family);
	assert_int_equal(result, 0);
	fclose(file);
	return text;
}

void assert_says(const struct sweep *sweep, enum place place, const char *words)
{
	char *text = sweep_told(sweep, place);

	if (!strstr(text, words))
		fail_msg("\"%s\" is not in:\n%s", words, text);
	free(text);
}
