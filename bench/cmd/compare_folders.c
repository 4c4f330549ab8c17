/* SPDX-License-Identifier: MIT */
/* compare_folders.c - two runs side by side. See compare_folders.h. */
#include "bench/cmd/compare_folders.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/play.h"
#include "bench/report/duet.h"
#include "bench/report/format.h"
#include "bench/report/table.h"
#include "bench/report/wrap.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Warn about one property in which the machines differ. Returns 1, or 0 when they do not. */
static int differs(const char *what, const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return 0;
	printf("warning: different machines: %s \"%s\" (A), \"%s\" (B)\n", what, a, b);
	return 1;
}

static void compare_machines(const struct machine *a, const struct machine *b)
{
	int count = differs("processor", a->cpu, b->cpu) +
		    differs("cores", format_count(a->cores_allowed).text,
			    format_count(b->cores_allowed).text) +
		    differs("kernel", a->kernel, b->kernel) +
		    differs("compiler", a->compiler, b->compiler) +
		    differs("flags", a->flags, b->flags);

	if (count)
		wrap_write(stdout,
			   "Ratios below are between machines, not between contestants. "
			   "Remedy: "
			   "play both in one run: duet compare A B.",
			   0, 0, wrap_width(stdout));
}

/* The same duet in the other run: workload and parameters, and metric. */
static const struct duet_summary *find_duet(const struct summary *in,
					    const struct duet_summary *like)
{
	for (size_t i = 0; i < in->count; i++) {
		const struct duet_summary *duet = &in->duets[i];

		if (duet->count && like->count && duet->metric == like->metric &&
		    strcmp(duet->record->workload, like->record->workload) == 0 &&
		    records_share_parameters(duet->record->contestants,
					     like->record->contestants))
			return duet;
	}
	return NULL;
}

static const struct contestant_summary *find_contestant(const struct duet_summary *duet,
							const char *label)
{
	for (size_t i = 0; i < duet->count; i++)
		if (strcmp(duet->contestants[i].record->label, label) == 0)
			return &duet->contestants[i];
	return NULL;
}

/* The ratio within a run, with a question mark where it is not to be trusted. */
static void add_ratio(struct table *table, const struct duet_summary *duet,
		      const struct contestant_summary *contestant)
{
	char why[256];

	table_cell(table, SHADE_NONE, "%s%s",
		   format_number(summary_ratio(duet, contestant)->value).text,
		   duet_is_doubtful(duet, why, sizeof(why)) ? " ?" : "");
}

static void add_row(struct table *table, const struct duet_summary *a,
		    const struct contestant_summary *in_a, const struct duet_summary *b,
		    const struct contestant_summary *in_b)
{
	const struct estimate *value_a = summary_value(a, in_a);
	const struct estimate *value_b = summary_value(b, in_b);

	char *name = NULL;
	size_t bytes;
	FILE *file = open_memstream(&name, &bytes);

	if (!file)
		return;
	duet_write_name(file, a);
	fclose(file);
	table_cell(table, SHADE_NONE, "%s", name);
	free(name);
	table_cell(table, SHADE_NONE, "%s", in_a->record->label);
	table_cell(table, SHADE_NONE, "%s", duet_format_value(a, value_a->value).text);
	table_cell(table, SHADE_NONE, "%s", duet_format_value(b, value_b->value).text);
	table_cell(table, SHADE_NONE, "%s",
		   value_b->value > 0 ? format_number(value_a->value / value_b->value).text
				      : "-");
	add_ratio(table, a, in_a);
	add_ratio(table, b, in_b);
}

static void add_duet(struct table *table, const struct duet_summary *a,
		     const struct duet_summary *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct contestant_summary *in_a = &a->contestants[i];
		const struct contestant_summary *in_b =
			find_contestant(b, in_a->record->label);

		if (in_a == a->control || !in_b || !a->rounds || !b->rounds)
			continue;
		add_row(table, a, in_a, b, in_b);
	}
}

/* Say below the table why a ratio in it has a question mark. */
static void write_doubt(const struct duet_summary *duet, char run)
{
	char why[256], *text = NULL;
	size_t bytes;
	FILE *file;

	if (!duet->rounds || !duet_is_doubtful(duet, why, sizeof(why)))
		return;
	file = open_memstream(&text, &bytes);
	if (!file)
		return;
	fputs("? ", file);
	duet_write_name(file, duet);
	fprintf(file, " in %c: not to be trusted: %s.", run, why);
	fclose(file);
	wrap_write(stdout, text, 0, 2, wrap_width(stdout));
	free(text);
}

static void write_doubts(const struct summary *a, const struct summary *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct duet_summary *other = find_duet(b, &a->duets[i]);

		if (!other || !a->duets[i].rounds || !other->rounds)
			continue;
		write_doubt(&a->duets[i], 'A');
		write_doubt(other, 'B');
	}
}

static int print_both(const struct summary *a, const struct summary *b)
{
	static const struct column columns[] = {
		{"workload", ALIGN_LEFT}, {"contestant", ALIGN_LEFT},
		{"A", ALIGN_POINT},	  {"B", ALIGN_POINT},
		{"A ÷ B", ALIGN_POINT},	  {"× first in A", ALIGN_POINT},
		{"in B", ALIGN_POINT}};
	struct table *table = table_new(columns, COUNT(columns));
	int code = EXIT_DONE;

	for (size_t i = 0; table && i < a->count; i++) {
		const struct duet_summary *other = find_duet(b, &a->duets[i]);

		if (other)
			add_duet(table, &a->duets[i], other);
	}
	if (table && !table_rows(table))
		code = complain(
			"the two runs have no workload, parameters and contestant in "
			"common");
	else if (!table || table_write_text(table, stdout, "  ", false) < 0)
		code = complain("out of memory");
	table_free(table);
	if (code == EXIT_DONE)
		write_doubts(a, b);
	if (code == EXIT_DONE)
		wrap_write(stdout,
			   "Costs of different runs drift even on one machine, by tens of "
			   "per cent where it is shared or loaded: A ÷ B has no interval. "
			   "The ratios within each "
			   "run (the "
			   "last two columns) are steadier, but move with load and builds "
			   "too. To "
			   "tell builds apart, play both in one run: duet compare A B.",
			   0, 0, wrap_width(stdout));
	return code;
}

int compare_folders(const char *path_a, const char *path_b)
{
	struct played a, b;
	int code = played_read(path_a, false, &a);

	if (code)
		return code;
	code = played_read(path_b, false, &b);
	if (code == 0) {
		printf("A: %s (%s)\nB: %s (%s)\n", path_a, a.results.run.started, path_b,
		       b.results.run.started);
		compare_machines(&a.results.machine, &b.results.machine);
		code = print_both(&a.summary, &b.summary);
		played_free(&b);
	}
	played_free(&a);
	return code;
}
