/* SPDX-License-Identifier: MIT */
/* block.c - writes tables and links to figures. See block.h. */
#include "bench/evidence/block.h"

#include <errno.h>
#include <glob.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/needs.h"
#include "bench/evidence/relative.h"
#include "bench/evidence/source.h"
#include "bench/evidence/sweep.h"
#include "bench/report/client_tables.h"
#include "bench/report/duet.h"
#include "bench/report/family_report.h"

struct blocking {
	FILE *file;
	const struct document *document;
	const struct annotation *annotation;
	struct place place;
	const struct predicate_query *query; /* that names the duet */
	struct problem *problem;
	size_t written;
};

/* A duet as reports know it. */
struct shown {
	struct families families;
	const struct duet_summary *duet;
	const struct family *family; /* of a crossover or a speed-up; else NULL */
};

static int out_of_memory(const struct blocking *blocking)
{
	return problem_set(blocking->problem, -ENOMEM, "out of memory");
}

/* The parameter that is swept; NULL: none is. */
static const char *swept(const struct predicate_query *query)
{
	if (query->metric->takes == TAKES_SWEEP)
		return query->parameter.text;
	return query->metric->kind == METRIC_SPEEDUP ? "tasks" : NULL;
}

static void shown_free(struct shown *shown)
{
	families_free(&shown->families);
}

static int shown_make(const struct blocking *blocking, const struct seat_found *seat,
		      struct shown *shown)
{
	const char *parameter = swept(blocking->query);

	*shown = (struct shown){.duet = seat_summary(seat)};
	if (!parameter)
		return 0;
	if (families_find(seat->volume->summary, &shown->families))
		return out_of_memory(blocking);
	shown->family = families_of(&shown->families, shown->duet, parameter);
	return 0;
}

/* ---- tables ---- */

/* "switch, tasks=2: elapsed time of a hand-over in ns, lower is better" */
static void write_caption(FILE *file, const struct shown *shown)
{
	const struct duet_summary *duet = shown->duet;

	if (shown->family)
		family_write_name(file, shown->family);
	else
		duet_write_name(file, duet);
	fprintf(file, ": %s of %s in %s, lower is better; %s\n\n", duet_metric_words(duet),
		duet_operation(duet), duet_unit(duet).name, duet_pinning_words(duet));
}

static bool is_latency(enum metric_kind metric)
{
	return metric == METRIC_P50 || metric == METRIC_P90 || metric == METRIC_P99 ||
	       metric == METRIC_P999 || metric == METRIC_MAX;
}

static int refuse_latencies(const struct blocking *blocking, const struct shown *shown)
{
	place_refuse(blocking->place, blocking->problem, "nobody timed what waits in %s",
		     shown->duet->record->workload);
	problem_remedy(blocking->problem, "a table of costs is one of ns or of cpu");
	return -EINVAL;
}

/* "switch, tasks=2: Latency from the intended send time, in µs"; and what brackets mean. */
static int write_lines(const struct blocking *blocking, const struct shown *shown,
		       const char *title, const struct table *table, const char *note)
{
	duet_write_name(blocking->file, shown->duet);
	fprintf(blocking->file, ": %s; %s\n\n", title, duet_pinning_words(shown->duet));
	if (table_write_markdown(table, blocking->file))
		return out_of_memory(blocking);
	if (*note)
		fprintf(blocking->file, "\n%s\n", note);
	return 0;
}

/* How late sleepers were woken, where no client was timed. */
static int write_lateness(const struct blocking *blocking, const struct shown *shown)
{
	struct table *table = duet_lateness_table(shown->duet);
	int error;

	if (!table)
		return refuse_latencies(blocking, shown);
	error = write_lines(blocking, shown, "how late each was woken", table, "");
	table_free(table);
	return error;
}

/* What clients waited: of the tables that a report has, the one with the quantiles. */
static int write_latencies(const struct blocking *blocking, const struct shown *shown)
{
	struct client_table tables[CLIENT_TABLES];
	int error = client_tables_make(shown->duet, tables);

	if (error)
		error = out_of_memory(blocking);
	else if (tables[0].table)
		error = write_lines(blocking, shown, tables[0].title, tables[0].table,
				    tables[0].note);
	else
		error = write_lateness(blocking, shown);
	client_tables_free(tables);
	return error;
}

static int write_costs(const struct blocking *blocking, const struct shown *shown)
{
	struct table *table = shown->family ? family_table(shown->family)
					    : duet_cost_table(shown->duet, false);
	int error;

	if (!table)
		return out_of_memory(blocking);
	write_caption(blocking->file, shown);
	error = table_write_markdown(table, blocking->file);
	table_free(table);
	return error ? out_of_memory(blocking) : 0;
}

static int write_table(const struct blocking *blocking, const struct shown *shown)
{
	return is_latency(blocking->query->metric->kind) ? write_latencies(blocking, shown)
							 : write_costs(blocking, shown);
}

/* ---- figures ---- */

/* What the report calls the figure of the metric, and what it shows. */
static const char *figure_kind(enum metric_kind metric, const char **words)
{
	switch (metric) {
	case METRIC_CROSSOVER:
	case METRIC_SPEEDUP:
		*words = "what it costs, over its parameter";
		return "over-";
	case METRIC_MEMORY:
		*words = "memory a task, over the number of tasks";
		return "tasks";
	case METRIC_P50:
	case METRIC_P90:
	case METRIC_P99:
	case METRIC_P999:
	case METRIC_MAX:
		*words = "how long a client waits";
		return "latency";
	default:
		*words = "what an operation costs each contestant";
		return "cost";
	}
}

static int refuse_figure(const struct blocking *blocking, const struct seat_found *seat)
{
	place_refuse(blocking->place, blocking->problem, "%s has no such figure",
		     seat->volume->results.path);
	problem_remedy(blocking->problem, "duet report %s", seat->volume->results.path);
	return -ENODATA;
}

/* The drawing's path: to be freed; NULL: there is none. */
static char *find_figure(const struct seat_found *seat, const struct shown *shown,
			 const char *kind)
{
	size_t number = shown->family ? shown->family->first : seat->duet;
	char *pattern = NULL, *path = NULL;
	glob_t found;

	if (asprintf(&pattern, "%s/figures/%02zu-*-%s*.svg", seat->volume->results.path,
		     number + 1, kind) < 0)
		return NULL;
	if (glob(pattern, 0, NULL, &found) == 0) {
		path = strdup(found.gl_pathv[0]);
		globfree(&found);
	}
	free(pattern);
	return path;
}

/* The link to it, to be freed, and what it shows. */
static char *link_figure(const struct blocking *blocking, const struct seat_found *seat,
			 const struct shown *shown, const char **words)
{
	const char *kind = figure_kind(blocking->query->metric->kind, words);
	char *path = find_figure(seat, shown, kind);
	char *way = path ? relative_path(blocking->document->path, path) : NULL;

	free(path);
	return way;
}

static int write_figure(const struct blocking *blocking, const struct seat_found *seat,
			const struct shown *shown)
{
	const char *words;
	char *way = link_figure(blocking, seat, shown, &words);

	if (!way)
		return refuse_figure(blocking, seat);
	fprintf(blocking->file, "![%s: %s](%s)\n", blocking->query->workload.text, words,
		way);
	free(way);
	return 0;
}

/* ---- the whole ---- */

static bool is_drawn(const struct blocking *blocking, const struct seat_found *seat)
{
	struct shown shown;
	const char *words;
	char *way = NULL;
	bool there;

	if (!shown_make(blocking, seat, &shown))
		way = link_figure(blocking, seat, &shown, &words);
	there = way != NULL;
	shown_free(&shown);
	free(way);
	return there;
}

/* Prefer a seat whose figure was drawn; where nobody who answers has one, keep this. */
static int prefer_drawn(const struct blocking *blocking, const struct scope *scope,
			struct seat_found *seat)
{
	struct seat_found *seats;
	size_t count, i = 0;
	int error;

	if (!seat->volume || is_drawn(blocking, seat))
		return 0;
	error = scope_find_all(scope, blocking->query, NULL, &seats, &count,
			       blocking->problem);
	if (error)
		return error;
	while (i < count && !is_drawn(blocking, &seats[i]))
		i++;
	if (i < count)
		*seat = seats[i];
	free(seats);
	return 0;
}

static int find(const struct blocking *blocking, const struct scope *scope,
		struct seat_found *seat)
{
	bool drawn =
		!blocking->annotation || blocking->annotation->kind == ANNOTATION_FIGURE;
	struct seat_found *seats;
	size_t count;
	int error;

	*seat = (struct seat_found){0};
	if (blocking->query->metric->takes != TAKES_SWEEP) {
		error = scope_find(scope, blocking->query, seat, blocking->problem);
		return error || !drawn ? error : prefer_drawn(blocking, scope, seat);
	}
	error = sweep_find(scope, blocking->query, &seats, &count, blocking->problem);
	if (!error && count)
		*seat = seats[0];
	if (!error)
		free(seats);
	return error;
}

char *block_figure(const struct document *document, const struct predicate_query *query,
		   const struct scope *scope)
{
	struct problem problem;
	struct blocking blocking = {
		.document = document, .query = query, .problem = &problem};
	struct seat_found seat;
	struct shown shown;
	const char *words;
	char *way = NULL;

	if (query->metric->takes == TAKES_EVENTS || find(&blocking, scope, &seat) ||
	    !seat.volume)
		return NULL;
	if (!shown_make(&blocking, &seat, &shown))
		way = link_figure(&blocking, &seat, &shown, &words);
	shown_free(&shown);
	return way;
}

static int write_seat(struct blocking *blocking, const struct seat_found *seat)
{
	struct shown shown;
	int error = shown_make(blocking, seat, &shown);

	if (!error && blocking->written++)
		fputc('\n', blocking->file);
	if (!error && blocking->annotation->kind == ANNOTATION_TABLE)
		error = write_table(blocking, &shown);
	else if (!error)
		error = write_figure(blocking, seat, &shown);
	shown_free(&shown);
	if (error)
		return error;
	fputs("<!-- ", blocking->file);
	source_write(blocking->file, seat->volume);
	fputs(" -->\n", blocking->file);
	return 0;
}

static int write_all(struct blocking *blocking, const struct library *library,
		     const struct scope_names *names)
{
	const char *machines[LIBRARY_MACHINES];
	size_t count = library_machines(library, machines, LIBRARY_MACHINES);
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		struct scope scope = {.library = library,
				      .machine = machines[i],
				      .queries = blocking->query,
				      .query_count = 1,
				      .names = names};
		struct seat_found seat;

		error = find(blocking, &scope, &seat);
		if (!error && seat.volume)
			error = write_seat(blocking, &seat);
	}
	return error;
}

static int refuse_unmeasured(const struct blocking *blocking)
{
	char *command = needs_command(blocking->query, blocking->query, 1, NULL);

	place_refuse(blocking->place, blocking->problem, "not measured");
	if (command)
		problem_remedy(blocking->problem, "%s", command);
	free(command);
	return -ENODATA;
}

/* The first query names the duet; a trace has neither table nor figure. */
static int take_query(struct blocking *blocking, const struct predicate *predicate)
{
	if (!predicate_queries(predicate, &blocking->query) ||
	    blocking->query->metric->takes == TAKES_EVENTS)
		return place_refuse(blocking->place, blocking->problem,
				    "a %s is of a duet, and this names none",
				    annotation_names[blocking->annotation->kind]);
	return 0;
}

int block_write(FILE *file, const struct document *document,
		const struct annotation *annotation, const struct library *library,
		const struct scope_names *names, struct problem *problem)
{
	struct blocking blocking = {
		.file = file,
		.document = document,
		.annotation = annotation,
		.place = {annotation->line, annotation->column},
		.problem = problem,
	};
	struct predicate *predicate;
	int error = predicate_parse(annotation->text, blocking.place, &predicate, problem);

	if (error)
		return error;
	error = take_query(&blocking, predicate);
	if (!error)
		error = write_all(&blocking, library, names);
	if (!error && !blocking.written)
		error = refuse_unmeasured(&blocking);
	predicate_free(predicate);
	return error;
}
