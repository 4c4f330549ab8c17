/* SPDX-License-Identifier: MIT */
/* trend_figure.c - a trend drawn by gnuplot. See trend_figure.h. */
#include "bench/report/trend_figure.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "bench/report/figure_file.h"
#include "bench/report/trend_text.h"

#define NAMES (TREND_PANELS * 128)

/* The mean of the points between the changes around this one. */
static double level_at(const struct trend_series *series, size_t at)
{
	size_t from = 0, to = series->count;
	double sum = 0;

	for (size_t c = 0; c < series->change_count; c++) {
		if (series->changes[c].at <= at)
			from = series->changes[c].at;
		else if (series->changes[c].at < to)
			to = series->changes[c].at;
	}
	for (size_t i = from; i < to; i++)
		sum += series->points[i].estimate.value;
	return sum / (double)(to - from);
}

static void write_point(FILE *file, const struct trend_series *series, size_t at)
{
	const struct trend_change *change = trend_change_at(series, at);
	const struct trend_point *point = &series->points[at];
	const struct estimate *it = &point->estimate;
	bool bounded = isfinite(it->low);

	fprintf(file, "%zu\t\"%s\"\t%.9g\t%.9g\t%.9g\t%.9g\t\"", at + 1,
		point->entry->revision, it->value, bounded ? it->low : it->value,
		bounded ? it->high : it->value, level_at(series, at));
	if (change)
		trend_write_step(file, series, change);
	fputs("\"\n", file);
}

void trend_write_table(FILE *file, const struct trend *trend)
{
	for (size_t i = 0; i < trend->count; i++) {
		fputs(i ? "\n\n" : "", file);
		for (size_t at = 0; at < trend->series[i].count; at++)
			write_point(file, &trend->series[i], at);
	}
}

/* A word a series for gnuplot, which spaces part. */
static void add_names(char *names, char *units, const struct trend_series *series)
{
	size_t at = strlen(names);

	snprintf(names + at, NAMES - at, "%s%s%s%s,%s", at ? " " : "", series->row,
		 *series->over ? "÷" : "", series->over, series->metric);
	at = strlen(units);
	snprintf(units + at, NAMES - at, "%s%s", at ? " " : "", series->unit);
}

static void write_table(FILE *file, const void *trend)
{
	trend_write_table(file, trend);
}

int trend_draw(const struct trend *trend, const char *path, struct problem *problem)
{
	char names[NAMES] = "", units[NAMES] = "";
	const struct figure_file figure = {
		.script = "trend.gp",
		.words = {names, units},
		.write = write_table,
		.context = trend,
	};

	if (trend->count > TREND_PANELS) {
		problem_set(problem, -E2BIG, "%zu series are more than a figure's %d",
			    trend->count, TREND_PANELS);
		problem_remedy(problem, "choose some with --row or --metric");
		return -E2BIG;
	}
	for (size_t i = 0; i < trend->count; i++)
		add_names(names, units, &trend->series[i]);
	return figure_file_draw(&figure, path, problem);
}
