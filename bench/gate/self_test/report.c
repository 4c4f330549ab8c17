/* SPDX-License-Identifier: MIT */
/* report.c - rates as tables. See report.h. */
#include "bench/gate/self_test/report.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "bench/gate/self_test/rates.h"
#include "bench/gate/tell/words.h"
#include "bench/report/format.h"
#include "bench/report/table.h"

static const struct column columns[] = {
	{"gate", ALIGN_LEFT},	       {"slower by", ALIGN_POINT},
	{"measured", ALIGN_POINT},     {"gates", ALIGN_POINT},
	{"fail", ALIGN_POINT},	       {"95 % interval", ALIGN_LEFT},
	{"inconclusive", ALIGN_POINT}, {"95 % interval", ALIGN_LEFT},
	{"seconds", ALIGN_POINT},
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* What kind of gate, in words. */
static const char *words_of(enum self_test_kind kind)
{
	static const char *const words[SELF_TEST_KINDS] = {
		[SELF_TEST_EQUAL] = "all rows, equal builds",
		[SELF_TEST_SLOWER] = "a row of all",
		[SELF_TEST_QUICK] = "one row, nothing tolerated, 2 s",
		[SELF_TEST_HASTY] = "one row, nothing tolerated, 1 s",
	};

	return words[kind];
}

static void write_measured(struct table *table, const struct self_test_rate *rate)
{
	if (!isfinite(rate->measured))
		table_cell(table, SHADE_NONE, "-");
	else if (rate->measured_most - rate->measured_least < 0.00005)
		table_cell(table, SHADE_NONE, "%.2f %%", 100 * rate->measured);
	else
		table_cell(table, SHADE_NONE, "%.2f %% (%.2f to %.2f)",
			   100 * rate->measured, 100 * rate->measured_least,
			   100 * rate->measured_most);
}

static void write_share(struct table *table, size_t hits, const struct proportion *share)
{
	table_cell(table, SHADE_NONE, "%zu", hits);
	table_cell(table, SHADE_NONE, "%.1f %% [%.1f, %.1f]", 100 * share->value,
		   100 * share->low, 100 * share->high);
}

/* A row, unless there is no such gate. Returns 0 or -ENOMEM. */
static int add_row(struct table *table, const struct self_test_log *log,
		   const struct self_test_group *group, const char *name)
{
	struct self_test_rate rate;
	int error = self_test_rate(log, group, &rate);

	if (error || rate.gates == 0)
		return error;
	table_cell(table, SHADE_NONE, "%s", name);
	table_cell(table, SHADE_NONE, "%s", gate_share(group->size).text);
	write_measured(table, &rate);
	table_cell(table, SHADE_NONE, "%zu", rate.gates);
	write_share(table, rate.failed, &rate.fails);
	write_share(table, rate.inconclusive, &rate.tells_not);
	table_cell(table, SHADE_NONE, "%.1f", rate.seconds);
	return 0;
}

/* Whether a cell before it is of the same kind and size: of another path. */
static bool is_repeated(const struct self_test_cells *cells, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (cells->cells[j].kind == cells->cells[i].kind &&
		    cells->cells[j].size == cells->cells[i].size)
			return true;
	return false;
}

/* One of the rows: a cell's, or that of all cells of its kind and size. */
static int add_cell(struct table *table, const struct self_test_log *log, const char *code,
		    const struct self_test_cell *cell, bool each)
{
	const char *path = each ? cell->path->name : NULL;
	struct self_test_group group = {code, cell->kind, path, cell->size};
	char name[80];

	snprintf(name, sizeof(name), "%s%s%s", words_of(cell->kind), path ? ": " : "",
		 path ? path : "");
	return add_row(table, log, &group, name);
}

/* Rows of one kind at a time, of all paths together, or of each. */
static int add_rows(struct table *table, const struct self_test_log *log, const char *code,
		    const struct self_test_cells *cells, bool each)
{
	int error = 0;

	for (int kind = 0; kind < SELF_TEST_KINDS; kind++)
		for (size_t i = 0; i < cells->count && !error; i++) {
			const struct self_test_cell *cell = &cells->cells[i];

			if ((int)cell->kind == kind &&
			    (each ? cell->path != NULL : !is_repeated(cells, i)))
				error = add_cell(table, log, code, cell, each);
		}
	return error;
}

static int write_table(FILE *file, const struct self_test_log *log, const char *code,
		       bool each, bool markdown)
{
	struct table *table = table_new(columns, COLUMNS);
	struct self_test_cells cells;
	const char *unknown;
	int error = table ? 0 : -ENOMEM;

	self_test_cells_choose(NULL, 0, 1, &cells, &unknown);
	if (!error)
		error = add_rows(table, log, code, &cells, each);
	if (!error && table_rows(table) > 0) {
		fputc('\n', file);
		error = markdown ? table_write_markdown(table, file)
				 : table_write_text(table, file, "  ", false);
	}
	table_free(table);
	return error;
}

/* Of which code, from when to when, on how many machines. `first` is its first outcome. */
static void write_heading(FILE *file, const struct self_test_log *log,
			  const struct self_test_outcome *first)
{
	const struct self_test_outcome *end = log->outcomes + log->count, *last = first;
	size_t gates = 0, unmeasured = 0;
	bool machines = false;

	for (const struct self_test_outcome *each = first; each < end; each++) {
		if (strcmp(each->code, first->code) != 0)
			continue;
		machines |= strcmp(first->machine, each->machine) != 0;
		last = each;
		gates += each->verdict != GATE_UNMEASURED;
		unmeasured += each->verdict == GATE_UNMEASURED;
	}
	fprintf(file, "%s gates of the code %s%s%s, on %s%s, %.10s to %.10s.",
		format_count((int64_t)gates).text, first->code, *last->revision ? ", " : "",
		last->revision, machines ? "several machines" : "the machine ",
		machines ? "" : first->machine, first->date, last->date);
	if (unmeasured)
		fprintf(file, " %s more could not be measured.",
			format_count((int64_t)unmeasured).text);
	fputc('\n', file);
}

int self_test_report(FILE *file, const struct self_test_log *log, const char *code,
		     bool markdown)
{
	const struct self_test_outcome *first = NULL;
	int error;

	if (!code && log->count > 0)
		code = log->outcomes[log->count - 1].code;
	for (size_t i = 0; code && !first && i < log->count; i++)
		if (!strcmp(log->outcomes[i].code, code))
			first = &log->outcomes[i];
	if (!first)
		return -ENOENT;
	write_heading(file, log, first);
	error = write_table(file, log, code, false, markdown);
	return error ? error : write_table(file, log, code, true, markdown);
}
