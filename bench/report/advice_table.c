/* SPDX-License-Identifier: MIT */
/* advice_table.c - "if your program ... then ... by how much". See advice.h. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/advice.h"
#include "bench/report/advice_words.h"
#include "bench/report/latency.h"
#include "bench/report/table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NAMED 4 /* values of a row; of more, the first, the middle and the last are named */

enum side { SIDE_UNKNOWN, SIDE_EITHER, SIDE_BASE, SIDE_RIVAL };

/* Duets of a family with neighbouring values, or one alone, that have the same winner. */
struct row {
	const struct duet_summary *const *duets;
	size_t count;
};

static enum side side_of_ratio(const struct estimate *ratio)
{
	if (verdict_of(ratio) == VERDICT_UNCLEAR)
		return SIDE_EITHER;
	return ratio->value > 1 ? SIDE_BASE : SIDE_RIVAL;
}

static enum side side_of(const struct duet_summary *duet)
{
	return duet_is_doubtful(duet, NULL, 0)
		       ? SIDE_UNKNOWN
		       : side_of_ratio(summary_ratio(duet, duet_rival(duet)));
}

/* The ratio of the dearer to the cheaper: at least 1. */
static struct estimate turned(const struct estimate *ratio)
{
	return ratio->value >= 1 ? *ratio : estimate_inverse(ratio);
}

/* Whether the i-th of a row is named; the others lie between those that are. */
static bool is_named(const struct row *row, size_t i)
{
	return row->count <= NAMED || i == 0 || i == row->count - 1 || i == row->count / 2;
}

/* "8 … 64 … 1,000 connections": values that were measured. */
static void write_amount(FILE *file, const struct row *row, const char *parameter)
{
	for (size_t i = 0; i + 1 < row->count; i++)
		if (is_named(row, i))
			fprintf(file, "%s … ",
				format_count(duet_parameter(row->duets[i], parameter))
					.text);
	fputs(duet_parameter_words(parameter,
				   duet_parameter(row->duets[row->count - 1], parameter))
		      .text,
	      file);
}

static void add_program(struct table *table, const struct row *row)
{
	const struct duet_summary *duet = row->duets[0];
	const char *parameter = advice_wording_of(duet)->parameter;
	char *amount = NULL, *program = NULL;
	size_t bytes;
	FILE *file = open_memstream(&amount, &bytes);

	if (!file)
		return;
	if (parameter)
		write_amount(file, row, parameter);
	fclose(file);
	file = open_memstream(&program, &bytes);
	if (file) {
		advice_write_program(file, duet, amount);
		fclose(file);
		table_cell(table, SHADE_NONE, "%s", program);
	}
	free(program);
	free(amount);
}

/* "1.30 … 1.51 … 1.95 × less processor time"; of one alone with its interval. */
static void add_times(struct table *table, const struct row *row)
{
	const struct duet_summary *duet = row->duets[0];
	struct estimate times = turned(summary_ratio(duet, duet_rival(duet)));
	char words[256] = "";

	if (row->count == 1)
		snprintf(words, sizeof(words), "%s",
			 format_interval(times.value, times.low, times.high).text);
	for (size_t i = 0; row->count > 1 && i < row->count; i++) {
		size_t used = strlen(words);

		duet = row->duets[i];
		times = turned(summary_ratio(duet, duet_rival(duet)));
		if (is_named(row, i))
			snprintf(words + used, sizeof(words) - used, "%s%s", i ? " … " : "",
				 format_number(times.value).text);
	}
	table_cell(table, SHADE_NONE, "%s × less %s", words, duet_metric_words(duet));
}

/* The ratio of one alone; of several, what even the least telling would have shown. */
static void add_either(struct table *table, const struct row *row)
{
	const struct estimate *ratio =
		summary_ratio(row->duets[0], duet_rival(row->duets[0]));
	double widest = 0;

	if (row->count == 1) {
		table_cell(table, SHADE_NONE, "~ %s ×",
			   format_interval(ratio->value, ratio->low, ratio->high).text);
		return;
	}
	for (size_t i = 0; i < row->count; i++) {
		ratio = summary_ratio(row->duets[i], duet_rival(row->duets[i]));
		widest = fmax(widest, estimate_resolution(ratio));
	}
	table_cell(table, SHADE_NONE, "~ no difference found; one over %s would have been",
		   format_percent(widest).text);
}

/* The cell "then". */
static void add_side(struct table *table, const struct duet_summary *duet, enum side side)
{
	const char *const words[] = {[SIDE_UNKNOWN] = "unknown",
				     [SIDE_EITHER] = "either",
				     [SIDE_BASE] = duet_base(duet)->record->label,
				     [SIDE_RIVAL] = duet_rival(duet)->record->label};

	table_cell(table, SHADE_NONE, "%s", words[side]);
}

/* The cells "then" and "by how much". */
static void add_advice(struct table *table, const struct row *row)
{
	const struct duet_summary *duet = row->duets[0];
	enum side side = side_of(duet);
	char why[256];

	add_side(table, duet, side);
	if (side == SIDE_UNKNOWN) {
		duet_is_doubtful(duet, why, sizeof(why));
		table_cell(table, SHADE_NONE, "not to be trusted: %s", why);
	} else if (side == SIDE_EITHER) {
		add_either(table, row);
	} else {
		add_times(table, row);
	}
}

static void add_row(struct table *table, const struct row *row, const char *kind,
		    size_t number)
{
	add_program(table, row);
	add_advice(table, row);
	table_cell(table, SHADE_NONE, "[%s](#%s-%zu)", row->duets[0]->record->workload,
		   kind, number);
}

/* Of an open loop besides: who lets its clients wait less, one time in a hundred. */
static void add_latency(struct table *table, const struct summary *summary, size_t index)
{
	const struct duet_summary *duet = &summary->duets[index];
	const struct contestant_summary *rival = duet_rival(duet);
	struct estimate ratio;
	enum side side;

	if (!latency_tells(duet) || duet_is_doubtful(duet, NULL, 0) ||
	    latency_compare(summary, duet, (size_t)(rival - duet->contestants), duet->base,
			    QUANTILE_99, &ratio) ||
	    verdict_of(&ratio) == VERDICT_NONE)
		return;
	table_cell(table, SHADE_NONE, "... and its clients should not wait long");
	side = side_of_ratio(&ratio);
	add_side(table, duet, side);
	if (side != SIDE_EITHER)
		ratio = turned(&ratio);
	table_cell(table, SHADE_NONE,
		   side == SIDE_EITHER ? "~ %s × the p99" : "%s × shorter p99",
		   format_interval(ratio.value, ratio.low, ratio.high).text);
	table_cell(table, SHADE_NONE, "[%s](#duet-%zu)", duet->record->workload, index + 1);
}

/* The end of the neighbours from i on that have the same winner; what is doubtful stays alone. */
static size_t same_side(const struct family *family, size_t i)
{
	enum side side = side_of(family->duets[i]);
	size_t end = i + 1;

	while (side != SIDE_UNKNOWN && end < family->count &&
	       advice_tells(family->duets[end]) && side_of(family->duets[end]) == side)
		end++;
	return end;
}

/* A row for each part of the family with one winner. */
static void add_family(struct table *table, const struct family *family, size_t number)
{
	for (size_t i = 0, end; i < family->count; i = end) {
		struct row row = {.duets = &family->duets[i]};

		end = i + 1;
		if (!advice_tells(family->duets[i]))
			continue;
		end = same_side(family, i);
		row.count = end - i;
		add_row(table, &row, "family", number);
	}
}

/* Families over what the words count, once each, or the duets that belong to none. */
static void add(struct table *table, const struct summary *summary,
		const struct families *families, size_t index, bool alone)
{
	const struct duet_summary *duet = &summary->duets[index];
	const char *parameter = advice_wording_of(duet)->parameter;
	const struct family *family =
		parameter ? families_of(families, duet, parameter) : NULL;

	if (alone && !family && advice_tells(duet)) {
		add_row(table, &(struct row){.duets = &duet, .count = 1}, "duet",
			index + 1);
		add_latency(table, summary, index);
	} else if (!alone && family && family->first == index)
		add_family(table, family, (size_t)(family - families->all) + 1);
}

/* All rows of a workload: what depends on a number first, and clients at their own pace. */
static void add_workload(struct table *table, const struct summary *summary,
			 const struct families *families, const char *workload)
{
	for (int turn = 0; turn < 4; turn++)
		for (size_t i = 0; i < summary->count; i++)
			if (strcmp(summary->duets[i].record->workload, workload) == 0 &&
			    advice_is_plain(&summary->duets[i]) == (turn % 2 == 0))
				add(table, summary, families, i, turn >= 2);
}

int advice_write_table(FILE *file, const struct summary *summary,
		       const struct families *families)
{
	static const struct column columns[] = {{"if your program ...", ALIGN_LEFT},
						{"then", ALIGN_LEFT},
						{"by how much", ALIGN_LEFT},
						{"see", ALIGN_LEFT}};
	struct table *table = table_new(columns, COUNT(columns));
	int result = 0;

	if (!table)
		return -ENOMEM;
	for (size_t i = 0; i < advice_wordings(); i++)
		add_workload(table, summary, families, advice_workload(i));
	if (table_rows(table)) {
		result = table_write_markdown(table, file);
		fputc('\n', file);
	}
	table_free(table);
	return result;
}
