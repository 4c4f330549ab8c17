/* SPDX-License-Identifier: MIT */
/* tolerances.c - looks up what the file says. Pure: the day is an argument. See tolerances.h. */
#include "bench/gate/conf/tolerances.h"

#include <stdio.h>
#include <string.h>

#include "bench/gate/metric.h"
#include "bench/report/row.h"

bool gate_row_matches(const char *row, const char *pattern)
{
	char plain[ROW_TEXT];

	snprintf(plain, sizeof(plain), "%.*s", (int)strcspn(row, ":"), row);
	return row_matches(row, pattern) || row_matches(plain, pattern);
}

static bool is_meant(const char *pattern, const char *metric_pattern, const char *row,
		     const char *metric)
{
	if (strcmp(metric_pattern, "*") && strcmp(metric_pattern, metric))
		return false;
	return gate_row_matches(row, pattern);
}

double tolerances_of(const struct tolerances *tolerances, const char *row,
		     const char *metric)
{
	const struct gate_metric *known;

	for (size_t i = tolerances->tolerance_count; i-- > 0;) {
		const struct tolerance *tolerance = &tolerances->tolerances[i];

		if (is_meant(tolerance->row, tolerance->metric, row, metric))
			return tolerance->most;
	}
	known = gate_metric_find(metric);
	return known ? known->tolerance : TOLERANCE_DEFAULT;
}

/* Dates of this form are in order as their texts are. */
static bool in_force(const struct waiver *waiver, const char *today)
{
	return strcmp(today, waiver->until) <= 0;
}

const struct waiver *tolerances_waiver(const struct tolerances *tolerances, const char *row,
				       const char *metric, const char *today)
{
	for (size_t i = tolerances->waiver_count; i-- > 0;) {
		const struct waiver *waiver = &tolerances->waivers[i];

		if (in_force(waiver, today) &&
		    is_meant(waiver->row, waiver->metric, row, metric))
			return waiver;
	}
	return NULL;
}

/* Who is told of a file, and what is told: a line and what to do about it. */
struct telling {
	const struct tolerances *file;
	void (*warning)(void *context, const char *text, const char *remedy);
	void *context;
};

static void tell_of_no_row(const struct telling *to, const char *what, const char *row,
			   int line)
{
	struct problem told;

	problem_set(&told, 0, "%s:%d: the %s of %s matches no row", to->file->path, line,
		    what, row);
	problem_remedy(&told, "correct the row in line %d, or delete the %s", line, what);
	to->warning(to->context, told.text, told.remedy);
}

static void tell_of_end(const struct telling *to, const struct waiver *waiver)
{
	struct problem told;

	problem_set(&told, 0, "%s:%d: the waiver of %s ended on %s and is not in force",
		    to->file->path, waiver->line, waiver->row, waiver->until);
	problem_remedy(&told,
		       "delete the waiver in line %d, or give it another day and reason",
		       waiver->line);
	to->warning(to->context, told.text, told.remedy);
}

static bool matches_any(const struct tolerances *tolerances, const char *pattern)
{
	for (size_t i = 0; i < tolerances->play_count; i++)
		if (gate_row_matches(tolerances->plays[i].name, pattern))
			return true;
	return false;
}

void tolerances_warn(const struct tolerances *tolerances, const char *today,
		     void (*warning)(void *context, const char *text, const char *remedy),
		     void *context)
{
	const struct telling to = {tolerances, warning, context};

	for (size_t i = 0; i < tolerances->tolerance_count; i++) {
		const struct tolerance *it = &tolerances->tolerances[i];

		if (!matches_any(tolerances, it->row))
			tell_of_no_row(&to, "tolerance", it->row, it->line);
	}
	for (size_t i = 0; i < tolerances->waiver_count; i++) {
		const struct waiver *it = &tolerances->waivers[i];

		if (!matches_any(tolerances, it->row))
			tell_of_no_row(&to, "waiver", it->row, it->line);
		else if (!in_force(it, today))
			tell_of_end(&to, it);
	}
}
