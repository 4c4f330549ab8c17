/* SPDX-License-Identifier: MIT */
/* history.c - the entries that a gate adds to a history. See history.h. */
#include "bench/gate/record/history.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/gate/conf/tolerances_parse.h"
#include "bench/report/utf8.h"

void gate_revision(const char *name, char *text, size_t size)
{
	const char *open = strrchr(name, '(');
	size_t length = strlen(name);

	if (open && length > 0 && name[length - 1] == ')' && name + length - open > 2)
		snprintf(text, size, "%.*s", (int)(name + length - open - 2), open + 1);
	else
		snprintf(text, size, "%s", name);
	utf8_one_line(text);
}

/* As one line without quotes; kept with the rows; NULL: no memory. */
static const char *keep_line(struct trend_rows *rows, const char *text)
{
	char *line = strdup(text);
	json_t *kept;

	if (!line)
		return NULL;
	utf8_unquoted_line(line);
	kept = json_string(line);
	free(line);
	return json_array_append_new(rows->strings, kept) ? NULL : json_string_value(kept);
}

/* Those in the row's name; of a command's there are none. NULL: no memory. */
static const json_t *keep_parameters(struct trend_rows *rows, const char *name)
{
	json_t *object = json_object();
	struct gate_play play;

	if (!parse_play(name, &play))
		for (size_t i = 0; i < play.parameter_count; i++)
			json_object_set_new(object, play.parameters[i].name,
					    json_integer(play.parameters[i].value));
	free_play(&play);
	return json_array_append_new(rows->strings, object) ? NULL : object;
}

/*
 * Why the row is not to be trusted; kept with the rows; "": nothing speaks against it;
 * NULL: no memory. A gate that could not measure has a reason of its own, unless it is that
 * of some rows.
 */
static const char *keep_doubt(struct trend_rows *rows, const struct gate_record *record,
			      const struct gate_row *row)
{
	if (record->verdict == GATE_UNMEASURED && *record->reason)
		return keep_line(rows, record->reason);
	if (row->verdict == GATE_UNMEASURED)
		return *row->reason ? keep_line(rows, row->reason)
				    : "it could not be measured";
	return row->control_failed ? "the base differs from itself" : "";
}

static int add_row(struct trend_rows *rows, const struct gate_record *record,
		   const struct history_entry *common, const struct gate_row *row)
{
	const struct estimate *ratio = &row->decisive.ratio;
	struct history_entry *entry = &rows->entries[rows->count];

	*entry = *common;
	entry->row = row->name;
	entry->metric = row->metric;
	entry->value = ratio->value;
	entry->low = ratio->low;
	entry->high = ratio->high;
	entry->rounds = (int64_t)ratio->rounds;
	entry->doubtful = keep_doubt(rows, record, row);
	entry->parameters = keep_parameters(rows, row->name);
	if (!entry->parameters || !entry->doubtful)
		return -ENOMEM;
	rows->count++;
	return 0;
}

static int add_rows(const struct gate_record *record, const char *revision,
		    const struct machine *machine, struct trend_rows *rows)
{
	struct history_entry common = {
		.revision = revision,
		.date = record->started,
		.over = keep_line(rows, record->base),
		.unit = "×",
		.judged = true,
		.machine = rows->machine,
		.cpu = keep_line(rows, machine->cpu),
		.results = rows->results,
	};
	int error = common.over && common.cpu ? 0 : -ENOMEM;

	for (size_t i = 0; i < record->row_count && !error; i++)
		if (gate_is_measured(&record->rows[i].decisive) &&
		    record->rows[i].decisive.ratio.rounds)
			error = add_row(rows, record, &common, &record->rows[i]);
	return error;
}

/* Of the first run; all zeros where there was none. */
static int read_machine(const char *folder, struct machine *machine,
			struct problem *problem)
{
	char path[4096];
	json_error_t where;
	json_t *json;
	int error;

	*machine = (struct machine){0};
	snprintf(path, sizeof(path), "%.4000s/first/machine.json", folder);
	if (access(path, F_OK))
		return 0;
	json = json_load_file(path, JSON_REJECT_DUPLICATES, &where);
	if (!json)
		return problem_set(problem, -EBADMSG, "%s:%d: %s", path, where.line,
				   where.text);
	error = machine_from_json(json, machine, problem);
	json_decref(json);
	return error;
}

int gate_history_make(const struct gate_record *record, const char *revision,
		      struct trend_rows *rows, struct problem *problem)
{
	struct machine machine;
	int error;

	*rows = (struct trend_rows){
		.strings = json_array(),
		.room = record->row_count,
		.entries = calloc(record->row_count + 1, sizeof(*rows->entries))};
	error = rows->strings && rows->entries
			? read_machine(record->folder, &machine, problem)
			: -ENOMEM;
	if (!error)
		error = fingerprint_gate(record->folder, rows->results, problem);
	if (!error) {
		fingerprint_machine(&machine, rows->machine);
		error = add_rows(record, revision, &machine, rows);
	}
	if (error == -ENOMEM)
		problem_set(problem, error, "out of memory");
	if (error)
		trend_rows_free(rows);
	return error;
}
