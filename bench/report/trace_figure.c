/* SPDX-License-Identifier: MIT */
/* trace_figure.c - a trace drawn by gnuplot. See trace_figure.h. */
#include "bench/report/trace_figure.h"

#include <errno.h>
#include <stdio.h>

#include "bench/report/figure_file.h"

#define LEAST_WIDTH 0.002 /* of the figure: what is shorter would not be seen */

static void write_name(FILE *file, const char *name)
{
	fputc('"', file);
	for (; *name; name++)
		fputc(*name == '"' || *name == '\t' || *name == '\n' ? ' ' : *name, file);
	fputc('"', file);
}

void trace_write_table(FILE *file, const struct trace_spans *spans)
{
	double least = (double)(spans->to_ns - spans->from_ns) * LEAST_WIDTH;

	for (size_t i = 0; i < spans->count; i++) {
		const struct trace_span *span = &spans->spans[i];
		double from = (double)(span->from_ns - spans->from_ns);
		double to = (double)(span->to_ns - spans->from_ns);

		if (span->lane >= TRACE_ROWS)
			continue;
		if (to < from + least)
			to = from + least;
		fprintf(file, "%zu\t", span->lane);
		write_name(file, spans->lanes[span->lane].name);
		fprintf(file, "\t%.6f\t%.6f\t%d\n", from / 1e6, to / 1e6,
			(int)span->doing + 1);
	}
}

static void write_table(FILE *file, const void *spans)
{
	trace_write_table(file, spans);
}

int trace_draw(const struct trace_log *log, const char *path, struct problem *problem)
{
	char title[256];
	struct trace_spans spans;
	const struct figure_file figure = {
		.script = "trace.gp",
		.words = {title},
		.write = write_table,
		.context = &spans,
	};
	int error = trace_spans_find(log, "play", &spans);

	if (error)
		return problem_set(problem, error, "out of memory");
	snprintf(title, sizeof(title), "%s on %s: what each task did", log->workload,
		 log->runtime);
	if (spans.count)
		error = figure_file_draw(&figure, path, problem);
	else
		error = problem_set(problem, -ENODATA, "no figure: nothing was played");
	trace_spans_free(&spans);
	return error;
}
