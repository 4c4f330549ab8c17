/* SPDX-License-Identifier: MIT */
/* trend_json.c - a trend as JSON, its own and that of two services. See trend_json.h. */
#include "bench/report/trend_json.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/report/format.h"
#include "bench/report/summary_json.h"
#include "bench/report/trend_text.h"

static json_t *points_to_json(const struct trend_series *series)
{
	json_t *points = json_array();

	for (size_t i = 0; i < series->count; i++) {
		const struct trend_point *point = &series->points[i];

		json_array_append_new(
			points,
			json_pack("{s:s, s:s, s:s, s:o}", "revision",
				  point->entry->revision, "date", point->entry->date,
				  "results", point->entry->results, "estimate",
				  summary_estimate_to_json(&point->estimate)));
	}
	return points;
}

static json_t *changes_to_json(const struct trend_series *series)
{
	json_t *changes = json_array();

	for (size_t i = 0; i < series->change_count; i++) {
		const struct trend_change *change = &series->changes[i];

		json_array_append_new(
			changes,
			json_pack("{s:i, s:s, s:f, s:o}", "point", (int)change->at,
				  "revision", series->points[change->at].entry->revision,
				  "p", change->p, change->is_ratio ? "ratio" : "difference",
				  summary_estimate_to_json(&change->step)));
	}
	return changes;
}

json_t *trend_to_json(const struct trend *trend)
{
	json_t *all = json_array();

	for (size_t i = 0; i < trend->count; i++) {
		const struct trend_series *series = &trend->series[i];

		json_array_append_new(
			all, json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "row",
				       series->row, "over", series->over, "metric",
				       series->metric, "unit", series->unit, "machine",
				       series->machine, "points", points_to_json(series),
				       "changes", changes_to_json(series)));
	}
	return all;
}

static const struct trend_point *last_point(const struct trend_series *series)
{
	return &series->points[series->count - 1];
}

/* The series' name, to be freed; NULL: no memory. */
static char *name_of(const struct trend_series *series)
{
	char *name = NULL;
	size_t bytes;
	FILE *file = open_memstream(&name, &bytes);

	if (!file)
		return NULL;
	trend_write_name(file, series);
	fclose(file);
	return name;
}

static json_t *to_bmf_metric(const struct estimate *estimate)
{
	json_t *metric = json_pack("{s:f}", "value", estimate->value);

	if (isfinite(estimate->low)) {
		json_object_set_new(metric, "lower_value", json_real(estimate->low));
		json_object_set_new(metric, "upper_value", json_real(estimate->high));
	}
	return metric;
}

json_t *trend_to_bmf(const struct trend *trend)
{
	json_t *rows = json_object();

	for (size_t i = 0; i < trend->count; i++) {
		const struct trend_series *series = &trend->series[i];
		char *name = name_of(series);
		json_t *row;

		if (!name) {
			json_decref(rows);
			return NULL;
		}
		row = json_object_get(rows, name);
		if (!row) {
			row = json_object();
			json_object_set_new(rows, name, row);
		}
		json_object_set_new(row, series->metric,
				    to_bmf_metric(&last_point(series)->estimate));
		free(name);
	}
	return rows;
}

/* What people see beside the value: the interval, the rounds, the machine. */
static void add_words(json_t *bench, const struct trend_series *series)
{
	const struct trend_point *last = last_point(series);
	const struct estimate *it = &last->estimate;
	char text[256];

	if (isfinite(it->low)) {
		snprintf(text, sizeof(text), "± %s",
			 format_number((it->high - it->low) / 2).text);
		json_object_set_new(bench, "range", json_string(text));
	}
	snprintf(text, sizeof(text), "%s\n%zu rounds\n%.100s, %.20s",
		 isfinite(it->low) ? format_bounds(it->value, it->low, it->high).text
				   : "no interval",
		 it->rounds, series->cpu, series->machine);
	json_object_set_new(bench, "extra", json_string(text));
}

json_t *trend_to_action(const struct trend *trend)
{
	json_t *benches = json_array();

	for (size_t i = 0; i < trend->count; i++) {
		const struct trend_series *series = &trend->series[i];
		char *row = name_of(series), *name = NULL;
		json_t *bench = NULL;

		if (row && asprintf(&name, "%s, %s", row, series->metric) >= 0) {
			bench = json_pack("{s:s, s:s, s:f}", "name", name, "unit",
					  series->unit, "value",
					  last_point(series)->estimate.value);
			free(name);
		}
		free(row);
		if (!bench) {
			json_decref(benches);
			return NULL;
		}
		add_words(bench, series);
		json_array_append_new(benches, bench);
	}
	return benches;
}
