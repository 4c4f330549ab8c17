/* SPDX-License-Identifier: MIT */
/* trend_figure.c - a trend drawn by gnuplot. See trend_figure.h. */
#include "bench/report/trend_figure.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/report/gnuplot.h"
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

static int run_gnuplot(const struct trend *trend, const char *data, const char *output,
		       struct problem *problem)
{
	char scripts[PATH_MAX], names[NAMES] = "", units[NAMES] = "";
	const char *const arguments[] = {data, output, names, units, NULL};
	int error = gnuplot_scripts(scripts, sizeof(scripts));

	if (error) {
		problem_set(problem, error, "no figure: its script was not found");
		problem_remedy(problem, "set DUET_FIGURES to the folder scripts/figures");
		return error;
	}
	for (size_t i = 0; i < trend->count; i++)
		add_names(names, units, &trend->series[i]);
	error = gnuplot_draw("/", scripts, "trend.gp", arguments);
	if (error == -ENOENT) {
		problem_set(problem, error, "no figure: gnuplot is not installed");
		problem_remedy(problem, "install gnuplot-nox");
	} else if (error) {
		problem_set(problem, error, "no figure: gnuplot failed (see above)");
	}
	return error;
}

/* A path that is still right in another directory, to be freed; its file must exist. */
static char *absolute(const char *path)
{
	FILE *file = fopen(path, "we");

	if (!file)
		return NULL;
	fclose(file);
	return realpath(path, NULL);
}

/* Write the table into a temporary file, whose name is filled in. Returns 0 or -errno. */
static int write_data(const struct trend *trend, char *name)
{
	int error, fd = mkstemp(name);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	if (!file)
		return -errno;
	trend_write_table(file, trend);
	error = ferror(file) ? -EIO : 0;
	return fclose(file) ? -errno : error;
}

int trend_draw(const struct trend *trend, const char *path, struct problem *problem)
{
	char data[] = "/tmp/duet-trend-XXXXXX", *output;
	int error;

	if (trend->count > TREND_PANELS) {
		problem_set(problem, -E2BIG, "%zu series are more than a figure's %d",
			    trend->count, TREND_PANELS);
		problem_remedy(problem, "choose some with --row or --metric");
		return -E2BIG;
	}
	output = absolute(path);
	if (!output)
		return problem_set(problem, -errno, "cannot write %s: %s", path,
				   strerror(errno));
	error = write_data(trend, data);
	if (error)
		problem_set(problem, error, "cannot write %s: %s", data, strerror(-error));
	else
		error = run_gnuplot(trend, data, output, problem);
	unlink(data);
	if (error)
		unlink(output);
	free(output);
	return error;
}
