/* SPDX-License-Identifier: MIT */
/*
 * predicate.c - a text that libFuzzer made is read as a predicate and, if it is one, judged by rounds
 * that are made of the text too. Whatever is promised of any predicate is checked.
 */
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/predicate/predicate.h"

#define ROUNDS_MOST 12

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct source {
	uint64_t state;
};

static void must(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "not kept: %s\n", what);
	abort();
}

/* splitmix64 */
static uint64_t draw(struct source *source)
{
	uint64_t z = source->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* Costs for the most part, and now and then what no cost is. */
static double draw_value(struct source *source)
{
	switch (draw(source) % 64) {
	case 0:
		return 0;
	case 1:
		return NAN;
	case 2:
		return 1e300;
	case 3:
		return -1;
	default:
		return 100 + (double)(draw(source) % 100);
	}
}

static double *draw_values(struct source *source, size_t *rounds)
{
	double *values;

	*rounds = draw(source) % (ROUNDS_MOST + 1);
	values = calloc(*rounds + 1, sizeof(*values));
	must(values != NULL, "memory");
	for (size_t r = 0; r < *rounds; r++)
		values[r] = draw_value(source);
	return values;
}

static void draw_points(struct source *source, struct predicate_answer *answer)
{
	answer->point_count = draw(source) % 6;
	answer->points = calloc(answer->point_count + 1, sizeof(*answer->points));
	must(answer->points != NULL, "memory");
	for (size_t i = 0; i < answer->point_count; i++) {
		struct predicate_point *point = &answer->points[i];

		point->x = (double)(i + 1) * 4;
		point->ratios = draw_values(source, &point->rounds);
	}
}

static int resolve(void *context, const struct predicate_query *query,
		   struct predicate_answer *answer, struct problem *problem)
{
	struct source *source = context;
	static const char duets[3];

	(void)problem;
	must(query->place.line > 0 && query->place.column > 0, "a query has a place");
	must(query->metric->takes == TAKES_EVENTS || query->workload.text, "a workload");
	for (size_t i = 0; i < query->parameter_count; i++)
		must(*query->parameters[i].name != 0, "parameters have names");
	if (draw(source) % 40 == 0)
		answer->needs = strdup("duet run");
	answer->duet = &duets[draw(source) % 3];
	answer->fact = draw(source) % 2;
	if (query->metric->takes == TAKES_SWEEP)
		draw_points(source, answer);
	else
		answer->values = draw_values(source, &answer->rounds);
	return 0;
}

static void check_result(const struct predicate *predicate,
			 const struct predicate_result *result)
{
	must(result->p_true >= 0 && result->p_true <= 1, "p_true is a probability");
	must(result->p_false >= 0 && result->p_false <= 1, "p_false is a probability");
	must(result->p_true + result->p_false > 0, "nothing is both true and false");
	must((predicate_judge(result, 0.05) == PREDICATE_UNMEASURED) ==
		     (result->need_count > 0),
	     "what misses something is unmeasured");
	must(result->need_count || result->quantity_count || predicate_is_claim(predicate),
	     "a number has a quantity");
	for (size_t i = 0; i < result->quantity_count; i++) {
		struct estimate wide = predicate_interval(&result->quantities[i], 0.01);
		struct estimate narrow = predicate_interval(&result->quantities[i], 0.2);

		must(!(narrow.low > narrow.high), "an interval has a low and a high end");
		must(!(wide.low > narrow.low) && !(wide.high < narrow.high),
		     "the surer the wider");
	}
}

static void judge(const struct predicate *predicate, uint64_t seed)
{
	struct source source = {seed};
	struct predicate_result result;
	struct problem problem = {0};
	int error = predicate_evaluate(predicate, resolve, &source, &result, &problem);

	must(error == 0 || error == -EDOM, "no error but of rounds");
	must(!error == !*problem.text, "an error has a problem");
	if (error)
		return;
	check_result(predicate, &result);
	predicate_result_free(&result);
}

/* Those who tell a claim take a quantity or a fact for each, and find it. */
static void check_pieces(const struct predicate *predicate)
{
	enum predicate_piece pieces[PREDICATE_PIECES];
	size_t count, open = 0;

	if (!predicate_is_claim(predicate))
		return;
	count = predicate_pieces(predicate, pieces);
	must(count > 0 && count < PREDICATE_PIECES, "a claim has its pieces");
	for (size_t i = 0; i < count; i++) {
		open += pieces[i] == PREDICATE_OPEN;
		must(pieces[i] != PREDICATE_CLOSE || open, "what closes was opened");
		open -= pieces[i] == PREDICATE_CLOSE;
	}
	must(!open, "what was opened closes");
}

static void read_text(const char *text, uint64_t seed)
{
	struct predicate_bound bounds[4];
	struct predicate *predicate;
	struct problem problem = {0};
	int error = predicate_parse(text, (struct place){1, 1}, &predicate, &problem);

	must(error == 0 || error == -EINVAL, "no error but of the text");
	must(!error == !*problem.text, "a refusal has a problem, and nothing else has");
	if (error)
		return;
	predicate_bounds(predicate, bounds, 4);
	check_pieces(predicate);
	judge(predicate, seed);
	predicate_free(predicate);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	uint64_t seed = size;

	must(text != NULL, "memory");
	memcpy(text, data, size);
	text[size] = 0;
	for (size_t i = 0; i < size; i++)
		seed = seed * 31 + data[i];
	read_text(text, seed);
	free(text);
	return 0;
}
