/* SPDX-License-Identifier: MIT */
/* trend.c - series of a history, and where they change. See trend.h. */
#include "bench/report/trend.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/trend_select.h"
#include "bench/stats/step.h"

#define SEED 1 /* the same history tells the same */

static bool belongs(const struct trend_series *series, const struct trend_choice *choice)
{
	return !strcmp(series->row, choice->row) && !strcmp(series->over, choice->over) &&
	       !strcmp(series->metric, choice->entry->metric) &&
	       !strcmp(series->machine, choice->entry->machine);
}

static struct trend_series *find_series(struct trend *trend,
					const struct trend_choice *choice)
{
	for (size_t i = 0; i < trend->count; i++)
		if (belongs(&trend->series[i], choice))
			return &trend->series[i];
	return NULL;
}

/* An empty one, with room for as many points as there can be; NULL: no memory. */
static struct trend_series *new_series(struct trend *trend,
				       const struct trend_choice *choice, size_t room)
{
	struct trend_series *series = &trend->series[trend->count];
	const struct history_entry *entry = choice->entry;

	*series = (struct trend_series){
		.row = choice->row,
		.over = choice->over,
		.metric = entry->metric,
		.unit = entry->unit,
		.machine = entry->machine,
		.cpu = entry->cpu,
		.points = calloc(room, sizeof(*series->points)),
	};
	if (!series->points)
		return NULL;
	trend->count++;
	return series;
}

/* Whether no parameter that both know has two values: a default that was changed is other work. */
static bool share_parameters(const json_t *a, const json_t *b)
{
	json_t *all = (json_t *)a, *value;
	const char *name;

	json_object_foreach(all, name, value)
	{
		const json_t *other = json_object_get(b, name);

		if (other && !json_equal(value, other))
			return false;
	}
	return true;
}

/* Leave out what was played with other parameters than the last point. */
static size_t drop_other_work(struct trend_series *series)
{
	const json_t *last = series->points[series->count - 1].entry->parameters;
	size_t kept = 0, before = series->count;

	for (size_t i = 0; i < before; i++)
		if (share_parameters(series->points[i].entry->parameters, last))
			series->points[kept++] = series->points[i];
	series->count = kept;
	return before - kept;
}

static int fill(struct trend *trend, const struct trend_choices *choices)
{
	trend->count = 0;
	trend->series = calloc(choices->count, sizeof(*trend->series));
	if (!trend->series)
		return -ENOMEM;
	for (size_t i = 0; i < choices->count; i++) {
		const struct trend_choice *choice = &choices->all[i];
		struct trend_series *series = find_series(trend, choice);

		if (!series)
			series = new_series(trend, choice, choices->count - i);
		if (!series)
			return -ENOMEM;
		series->points[series->count++] =
			(struct trend_point){choice->entry, choice->estimate};
	}
	for (size_t i = 0; i < trend->count; i++)
		trend->other_parameters += drop_other_work(&trend->series[i]);
	return 0;
}

/* The values, as logarithms where all have one. Returns whether they have. */
static bool values_of(const struct trend_series *series, double *values)
{
	bool logs = true;

	for (size_t i = 0; i < series->count; i++)
		logs = logs && series->points[i].estimate.value > 0;
	for (size_t i = 0; i < series->count; i++) {
		double value = series->points[i].estimate.value;

		values[i] = logs ? log(value) : value;
	}
	return logs;
}

/* From the level before a change, back to the change before that, to its own, to the next one. */
static int measure_step(struct trend_series *series, size_t c, const double *values)
{
	struct trend_change *change = &series->changes[c];
	size_t from = c ? series->changes[c - 1].at : 0;
	size_t to =
		c + 1 < series->change_count ? series->changes[c + 1].at : series->count;
	int error = step_between(values + from, change->at - from, values + change->at,
				 to - change->at, &change->step);

	if (!error && change->is_ratio) {
		change->step.value = exp(change->step.value);
		change->step.low = exp(change->step.low);
		change->step.high = exp(change->step.high);
	}
	return error;
}

static int take_changes(struct trend_series *series, const double *values, bool logs,
			const struct change *found, size_t count)
{
	int error = 0;

	series->changes = calloc(count + 1, sizeof(*series->changes));
	if (!series->changes)
		return -ENOMEM;
	series->change_count = count;
	for (size_t i = 0; i < count; i++)
		series->changes[i] = (struct trend_change){
			.at = found[i].at, .p = found[i].p, .is_ratio = logs};
	for (size_t i = 0; i < count && !error; i++)
		error = measure_step(series, i, values);
	return error;
}

static int seek_changes(struct trend_series *series, double level)
{
	double *values = calloc(series->count + 1, sizeof(*values));
	struct change *found = calloc(series->count + 1, sizeof(*found));
	int count = -ENOMEM;
	bool logs;

	if (values && found) {
		logs = values_of(series, values);
		count = edivisive(values, series->count, level, SEED, found);
		if (count > 0)
			count = take_changes(series, values, logs, found, (size_t)count);
	}
	free(values);
	free(found);
	return count < 0 ? count : 0;
}

int trend_make(const struct history *history, const struct trend_options *options,
	       struct trend *trend, struct problem *problem)
{
	struct trend_choices choices;
	int error;

	*trend = (struct trend){0};
	error = trend_select(history, options, &choices, trend, problem);
	if (error)
		return error;
	error = fill(trend, &choices);
	free(choices.all);
	for (size_t i = 0; i < trend->count && options->level > 0 && !error; i++)
		error = seek_changes(&trend->series[i], options->level);
	if (!error)
		return 0;
	trend_free(trend);
	return problem_set(problem, error, "cannot seek changes: %s", strerror(-error));
}

void trend_free(struct trend *trend)
{
	for (size_t i = 0; i < trend->count; i++) {
		free(trend->series[i].points);
		free(trend->series[i].changes);
	}
	free(trend->series);
	*trend = (struct trend){0};
}

const struct trend_change *trend_change_at(const struct trend_series *series, size_t point)
{
	for (size_t i = 0; i < series->change_count; i++)
		if (series->changes[i].at == point)
			return &series->changes[i];
	return NULL;
}
