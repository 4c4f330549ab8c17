/* SPDX-License-Identifier: MIT */
/* trend_text.c - a trend as tables, and its changes as sentences. See trend_text.h. */
#include "bench/report/trend_text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/format.h"
#include "bench/report/plain.h"
#include "bench/report/table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

void trend_write_name(FILE *file, const struct trend_series *series)
{
	plain_write(file, series->row);
	if (!*series->over)
		return;
	fputs(" ÷ ", file);
	plain_write(file, series->over);
}

/* A ratio as per cent more, a difference as it is. */
static double part(const struct trend_change *change, double value)
{
	return change->is_ratio ? 100 * (value - 1) : value;
}

static int decimals(const struct trend_change *change)
{
	const struct estimate *step = &change->step;
	double value = part(change, step->value);

	if (change->is_ratio)
		return fabs(value) < 99.95 ? 1 : 0;
	return format_interval_decimals(value, step->low, step->high);
}

static const char *unit(const struct trend_series *series,
			const struct trend_change *change)
{
	return change->is_ratio ? "%" : series->unit;
}

void trend_write_step(FILE *file, const struct trend_series *series,
		      const struct trend_change *change)
{
	double value = part(change, change->step.value);

	fprintf(file, "%s%s %s", value > 0 ? "+" : "",
		format_fixed(value, decimals(change)).text, unit(series, change));
}

void trend_write_step_interval(FILE *file, const struct trend_series *series,
			       const struct trend_change *change)
{
	int digits = decimals(change);

	trend_write_step(file, series, change);
	if (isfinite(change->step.low))
		fprintf(file, " [%s, %s]",
			format_fixed(part(change, change->step.low), digits).text,
			format_fixed(part(change, change->step.high), digits).text);
}

static void write_change(FILE *file, const struct trend_series *series,
			 const struct trend_change *change)
{
	const struct history_entry *first = series->points[change->at].entry;

	trend_write_name(file, series);
	fprintf(file, ", %s: ", series->metric);
	trend_write_step_interval(file, series, change);
	fputs(" at ", file);
	plain_write(file, first->revision);
	fprintf(file, ", p = %.3f\n", change->p);
}

static void add_change(struct table *table, const struct trend_series *series, size_t at)
{
	const struct trend_change *change = trend_change_at(series, at);
	char text[64] = "";
	FILE *file = change ? fmemopen(text, sizeof(text), "w") : NULL;

	if (file) {
		trend_write_step(file, series, change);
		fclose(file);
	}
	table_cell(table, SHADE_NONE, "%s", text);
}

/* What others called it: a revision may have any name. */
static void add_name(struct table *table, const char *name)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (file) {
		plain_write(file, name);
		fclose(file);
	}
	table_cell(table, SHADE_NONE, "%s", text ? text : "");
	free(text);
}

static void add_point(struct table *table, const struct trend_series *series, size_t at)
{
	const struct history_entry *entry = series->points[at].entry;
	const struct estimate *it = &series->points[at].estimate;

	table_cell(table, SHADE_NONE, "%.10s", entry->date);
	add_name(table, entry->revision);
	table_cell(table, SHADE_NONE, "%s",
		   format_fixed(it->value,
				format_interval_decimals(it->value, it->low, it->high))
			   .text);
	if (isfinite(it->low))
		table_cell(table, SHADE_NONE, "%s",
			   format_bounds(it->value, it->low, it->high).text);
	else
		table_cell(table, SHADE_NONE, "-");
	add_change(table, series, at);
}

static int write_series(FILE *file, const struct trend_series *series, size_t most,
			bool several_machines)
{
	/* a ratio may be a gate's, whose rows each have the confidence that decided */
	const char *heading = *series->over ? "interval" : "95 % interval";
	const struct column columns[] = {{"date", ALIGN_LEFT},
					 {"revision", ALIGN_LEFT},
					 {series->unit, ALIGN_POINT},
					 {heading, ALIGN_RANGE},
					 {"change", ALIGN_LEFT}};
	struct table *table = table_new(columns, COUNT(columns));
	size_t first = series->count > most ? series->count - most : 0;
	int error;

	trend_write_name(file, series);
	fprintf(file, ", %s", series->metric);
	if (several_machines) {
		fprintf(file, ", on %s (", series->machine);
		plain_write(file, series->cpu);
		fputc(')', file);
	}
	fputc('\n', file);
	for (size_t i = first; table && i < series->count; i++)
		add_point(table, series, i);
	error = table ? table_write_text(table, file, "  ", false) : -ENOMEM;
	table_free(table);
	if (first)
		fprintf(file, "  and %s before\n", format_count((int64_t)first).text);
	fputc('\n', file);
	return error;
}

static size_t write_changes(FILE *file, const struct trend *trend)
{
	size_t count = 0;

	for (size_t i = 0; i < trend->count; i++) {
		const struct trend_series *series = &trend->series[i];

		for (size_t c = 0; c < series->change_count; c++)
			write_change(file, series, &series->changes[c]);
		count += series->change_count;
	}
	return count;
}

/* How many series show a change where there is none, on average. */
static void write_total(FILE *file, const struct trend *trend, double level, size_t changes)
{
	fprintf(file, "%zu change%s in %zu series", changes, changes == 1 ? "" : "s",
		trend->count);
	if (level > 0)
		fprintf(file, "; by chance alone one shows in %s of series",
			format_percent(level).text);
	fputs(".\n", file);
}

static void write_left_out(FILE *file, const struct trend *trend)
{
	if (trend->other_machines)
		fprintf(file, "Left out: %zu of other machines (--machine=all).\n",
			trend->other_machines);
	if (trend->doubtful)
		fprintf(file, "Left out: %zu not to be trusted.\n", trend->doubtful);
	if (trend->other_parameters)
		fprintf(file, "Left out: %zu played with other parameters than the last.\n",
			trend->other_parameters);
}

static bool has_several_machines(const struct trend *trend)
{
	for (size_t i = 1; i < trend->count; i++)
		if (strcmp(trend->series[i].machine, trend->series[0].machine) != 0)
			return true;
	return false;
}

int trend_write_text(FILE *file, const struct trend *trend, double level, size_t most)
{
	bool several = has_several_machines(trend);
	size_t changes;
	int error = 0;

	for (size_t i = 0; i < trend->count && !error; i++)
		error = write_series(file, &trend->series[i], most, several);
	changes = write_changes(file, trend);
	write_total(file, trend, level, changes);
	write_left_out(file, trend);
	return error;
}
