/* SPDX-License-Identifier: MIT */
/* trace_text.c - a trace on a terminal. See trace_text.h. */
#include "bench/report/trace_text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/format.h"
#include "bench/report/table.h"
#include "bench/report/trace_spans.h"

#define LANE_COLUMNS 64
#define NAME_COLUMNS 20

/* ---- the events ---- */

static const char *plural(int64_t count)
{
	return count == 1 ? "" : "s";
}

static void write_heading(FILE *file, const struct trace_log *log)
{
	const char *name;
	json_t *value;

	fprintf(file, "%s on %s", log->workload, log->runtime);
	json_object_foreach((json_t *)log->parameters, name, value)
		fprintf(file, " %s=%" JSON_INTEGER_FORMAT, name, json_integer_value(value));
	fprintf(file, ": %s operation%s", format_count(log->operations).text,
		plural(log->operations));
	fprintf(file, ", %s event%s\n", format_count((int64_t)log->count).text,
		plural((int64_t)log->count));
}

static int add_event(struct table *table, const struct traced_event *event)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return -ENOMEM;
	trace_write_event(file, event, false);
	if (event->has_for && event->for_ns > 0)
		fprintf(file, " for %s", format_time((double)event->for_ns).text);
	if (fclose(file) || !text) {
		free(text);
		return -ENOMEM;
	}
	table_cell(table, SHADE_NONE, "%s", format_fixed((double)event->ns / 1e6, 3).text);
	table_cell(table, SHADE_NONE, "%s", event->phase);
	table_cell(table, SHADE_NONE, "%s", event->name);
	table_cell(table, SHADE_NONE, "%s", text);
	free(text);
	return 0;
}

static int write_events(FILE *file, const struct trace_log *log, size_t most)
{
	static const struct column columns[] = {
		{"ms", ALIGN_POINT},
		{"phase", ALIGN_LEFT},
		{"task", ALIGN_LEFT},
		{"", ALIGN_LEFT},
	};
	struct table *table = table_new(columns, sizeof(columns) / sizeof(columns[0]));
	size_t count = log->count < most ? log->count : most;
	int error = table ? 0 : -ENOMEM;

	for (size_t i = 0; i < count && !error; i++)
		error = add_event(table, &log->events[i]);
	if (!error)
		error = table_write_text(table, file, "  ", false);
	table_free(table);
	if (!error && count < log->count)
		fprintf(file, "  ... and %s more: see them with --all\n",
			format_count((int64_t)(log->count - count)).text);
	if (!error && log->dropped)
		fprintf(file, "  %s more were lost: trace fewer operations or tasks\n",
			format_count(log->dropped).text);
	return error;
}

/* ---- the tasks ---- */

/* The least column of the span, and the one behind its last. */
static void place(const struct trace_spans *spans, const struct trace_span *span,
		  size_t *from, size_t *to)
{
	double width = (double)(spans->to_ns - spans->from_ns) + 1;
	double left = (double)(span->from_ns - spans->from_ns) / width;
	double right = (double)(span->to_ns - spans->from_ns) / width;

	*from = (size_t)(left * LANE_COLUMNS);
	*to = (size_t)(right * LANE_COLUMNS) + 1;
}

static void write_lane(FILE *file, const struct trace_spans *spans, size_t lane)
{
	static const char *const marks[] = {" ", "·", "─", "█"};
	unsigned char doing[LANE_COLUMNS + 1] = {0};
	const char *name = spans->lanes[lane].name;
	size_t from, to, columns = table_text_width(name);

	for (size_t i = 0; i < spans->count; i++) {
		if (spans->spans[i].lane != lane)
			continue;
		place(spans, &spans->spans[i], &from, &to);
		for (size_t column = from; column < to && column < LANE_COLUMNS; column++)
			if (spans->spans[i].doing + 1 > doing[column])
				doing[column] = (unsigned char)(spans->spans[i].doing + 1);
	}
	fprintf(file, "  %s%*s  ", name,
		columns < NAME_COLUMNS ? (int)(NAME_COLUMNS - columns) : 0, "");
	for (size_t column = 0; column < LANE_COLUMNS; column++)
		fputs(marks[doing[column]], file);
	fputc('\n', file);
}

static int write_lanes(FILE *file, const struct trace_log *log, size_t most)
{
	struct trace_spans spans;
	int error = trace_spans_find(log, "play", &spans);

	if (error)
		return error;
	if (spans.lane_count)
		fprintf(file,
			"\nWhile it was played, %s (█ runs, ─ waits, · not started):\n",
			format_time((double)(spans.to_ns - spans.from_ns)).text);
	for (size_t lane = 0; lane < spans.lane_count && lane < most; lane++)
		write_lane(file, &spans, lane);
	if (spans.lane_count > most)
		fprintf(file, "  ... and %s more tasks\n",
			format_count((int64_t)(spans.lane_count - most)).text);
	trace_spans_free(&spans);
	return 0;
}

int trace_write_text(FILE *file, const struct trace_log *log, size_t most, size_t lanes)
{
	int error;

	write_heading(file, log);
	error = write_events(file, log, most);
	return error ? error : write_lanes(file, log, lanes);
}
