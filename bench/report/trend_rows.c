/* SPDX-License-Identifier: MIT */
/* trend_rows.c - the entries that a run adds to a history. See trend_rows.h. */
#include "bench/report/trend_rows.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	enum measure measure;
	const char *name, *unit;
} metrics[] = {
	{MEASURE_WALL, "wall", "ns"},
	{MEASURE_CPU, "cpu", "ns"},
	{MEASURE_MEMORY, "memory", "bytes"},
};

/* What is needed while the entries of a duet are made. */
struct work {
	struct trend_rows *rows;
	const struct summary *summary;
	const struct duet_summary *duet;
	/* What all entries of the run, then of the duet, have. */
	struct history_entry common;
	const json_t *workloads;
	const char **names; /* of the duet's contestants */
	struct problem *problem;
};

/* Keep a string as long as the rows live; NULL: no memory. */
static const char *keep(struct trend_rows *rows, const char *text)
{
	json_t *string = json_string(text);

	return json_array_append_new(rows->strings, string) ? NULL
							    : json_string_value(string);
}

static bool is_known(const struct trend_rows *rows, const struct history_entry *entry)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct history_entry *other = &rows->entries[i];

		if (!strcmp(other->row, entry->row) && !strcmp(other->over, entry->over) &&
		    !strcmp(other->metric, entry->metric))
			return true;
	}
	return false;
}

static int add(struct trend_rows *rows, const struct history_entry *entry)
{
	if (is_known(rows, entry))
		return 0;
	if (rows->count == rows->room) {
		size_t room = rows->room ? 2 * rows->room : 16;
		struct history_entry *grown = realloc(rows->entries, room * sizeof(*grown));

		if (!grown)
			return -ENOMEM;
		rows->entries = grown;
		rows->room = room;
	}
	rows->entries[rows->count++] = *entry;
	return 0;
}

/* An estimate as an entry; none of what was not measured, or is below 0 and no cost. */
static int add_estimate(struct work *work, struct history_entry entry,
			const struct estimate *estimate)
{
	if (!estimate->rounds || !isfinite(estimate->value) || estimate->value < 0)
		return 0;
	entry.value = estimate->value;
	entry.low = estimate->low;
	entry.high = estimate->high;
	entry.rounds = (int64_t)estimate->rounds;
	return add(work->rows, &entry);
}

static int add_metric(struct work *work, size_t index, size_t m, struct history_entry entry)
{
	const struct contestant_summary *it = &work->duet->contestants[index];
	enum measure measure = metrics[m].measure;
	int error;

	entry.metric = metrics[m].name;
	entry.unit = metrics[m].unit;
	entry.judged = measure == work->duet->metric;
	error = add_estimate(work, entry, &it->values[measure]);
	entry.unit = "×";
	for (size_t to = 0; to < index && !error; to++) {
		struct estimate ratio = {0};

		if (&work->duet->contestants[to] == work->duet->control ||
		    !strcmp(work->names[to], work->names[index]) ||
		    summary_compare(work->summary, work->duet, index, to, measure, &ratio))
			continue;
		entry.over = work->names[to];
		error = add_estimate(work, entry, &ratio);
	}
	return error;
}

/* All parameters of a contestant, kept with the rows; NULL: no memory. */
static const json_t *parameters_of(struct trend_rows *rows,
				   const struct contestant_record *contestant)
{
	json_t *object = json_object();

	for (size_t i = 0; i < contestant->parameter_count; i++)
		json_object_set_new(object, contestant->parameters[i].name,
				    json_integer(contestant->parameters[i].value));
	return json_array_append_new(rows->strings, object) ? NULL : object;
}

static int add_contestant(struct work *work, size_t index)
{
	struct history_entry entry = work->common;
	int error = 0;

	entry.row = work->names[index];
	entry.parameters = parameters_of(work->rows, work->duet->contestants[index].record);
	if (!entry.parameters)
		return -ENOMEM;
	for (size_t m = 0; m < COUNT(metrics) && !error; m++)
		error = add_metric(work, index, m, entry);
	return error;
}

static int name_contestants(struct work *work)
{
	const struct duet_record *record = work->duet->record;
	char name[ROW_TEXT];

	for (size_t i = 0; i < work->duet->count; i++) {
		if (!row_name(record, &record->contestants[i], work->workloads, name))
			return problem_set(work->problem, -EMSGSIZE,
					   "the name of the row of %s is too long",
					   record->contestants[i].label);
		work->names[i] = keep(work->rows, name);
		if (!work->names[i])
			return -ENOMEM;
	}
	return 0;
}

static int add_duet(struct work *work)
{
	char why[256] = "";
	int error;

	work->names = calloc(work->duet->count + 1, sizeof(*work->names));
	if (!work->names)
		return -ENOMEM;
	error = name_contestants(work);
	duet_is_doubtful(work->duet, why, sizeof(why));
	work->common.doubtful = keep(work->rows, why);
	if (!work->common.doubtful)
		error = -ENOMEM;
	for (size_t i = 0; i < work->duet->count && !error; i++)
		if (&work->duet->contestants[i] != work->duet->control)
			error = add_contestant(work, i);
	free(work->names);
	return error;
}

static int add_duets(struct work *work)
{
	const struct summary *summary = work->summary;
	int error = 0;

	for (size_t i = 0; i < summary->count && !error; i++) {
		work->duet = &summary->duets[i];
		if (work->duet->record->state == DUET_COMPLETE)
			error = add_duet(work);
		else
			work->rows->left_out++;
	}
	return error;
}

int trend_rows_make(const struct summary *summary, const char *revision,
		    const json_t *workloads, struct trend_rows *rows,
		    struct problem *problem)
{
	const struct results *results = summary->results;
	struct work work = {.rows = rows,
			    .summary = summary,
			    .workloads = workloads,
			    .problem = problem};
	int error;

	*rows = (struct trend_rows){.strings = json_array()};
	fingerprint_machine(&results->machine, rows->machine);
	work.common = (struct history_entry){
		.revision = revision,
		.date = results->run.started,
		.over = "",
		.doubtful = "",
		.machine = rows->machine,
		.cpu = results->machine.cpu,
		.results = rows->results,
	};
	error = fingerprint_results(results->path, rows->results, problem);
	if (!error)
		error = add_duets(&work);
	if (error == -ENOMEM)
		problem_set(problem, error, "out of memory");
	if (error)
		trend_rows_free(rows);
	return error;
}

void trend_rows_free(struct trend_rows *rows)
{
	free(rows->entries);
	json_decref(rows->strings);
	*rows = (struct trend_rows){0};
}
