/* SPDX-License-Identifier: MIT */
/* advice.c - what the numbers mean for the reader's own program. See advice.h. */
#include "bench/report/advice.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"
#include "bench/report/figure_style.h"
#include "bench/report/format.h"
#include "bench/report/open_loop.h"
#include "bench/report/table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SENTENCES 3

/* How a workload is spoken of. %s stands for "64 connections", where there is a parameter. */
struct wording {
	const char *workload;
	const char *parameter; /* or NULL */
	const char *program;   /* "if your program ..." */
	const char *subject;   /* "... takes coroutines 10 ns" */
};

static const struct wording wordings[] = {
	{"echo", "connections", "serves requests on %s, all busy",
	 "Serving a request on one of %s, all busy,"},
	{"encode", NULL, "encodes, split over tasks",
	 "Encoding a buffer, split over tasks,"},
	{"matmul", NULL, "computes, split over tasks",
	 "Multiplying two matrices, split over tasks,"},
	{"memory", NULL, "keeps many tasks waiting", "A task that waits"},
	{"sleepers", "tasks", "keeps %s waiting for time",
	 "A task that sleeps once, one of %s,"},
	{"spawn", NULL, "creates a task for every small job",
	 "Creating and awaiting a task"},
	{"switch", "tasks", "hands work over between %s", "Handing over between %s"},
	{"yield", "tasks", "lets others go first (`sleep(0)`), %s doing so",
	 "A `sleep(0)` of one of %s"},
};

/* Of echo, where clients do not wait for answers. */
static const struct wording wording_of_open_loop = {
	"echo", "connections", "serves requests on %s, sent at set times",
	"Serving a request on one of %s, sent at set times,"};

/* What the answer is made from, the most telling first: the last duet of each of these. */
static const char *const answers[] = {"switch", "echo",	 "memory",
				      "matmul", "spawn", "sleepers"};

static const struct wording *wording_of(const struct duet_summary *duet)
{
	if (open_loop_is(duet))
		return &wording_of_open_loop;
	for (size_t i = 0; i < COUNT(wordings); i++)
		if (strcmp(wordings[i].workload, duet->record->workload) == 0)
			return &wordings[i];
	return NULL;
}

/* Write the text with the parameter's value in the place of its %s. */
static void write_worded(FILE *file, const char *text, const struct wording *wording,
			 const struct duet_summary *duet)
{
	const char *place = strstr(text, "%s");

	if (!place || !wording->parameter) {
		fputs(text, file);
		return;
	}
	fprintf(file, "%.*s%s%s", (int)(place - text), text,
		figure_parameter_words(duet, wording->parameter).text,
		place + strlen("%s"));
}

/* Whether there is something to say: two contestants and an interval between them. */
static bool tells(const struct duet_summary *duet)
{
	const struct contestant_summary *rival = duet_rival(duet);

	return duet->rounds && rival && !duet_is_mixed(duet) &&
	       verdict_of(summary_ratio(duet, rival)) != VERDICT_NONE;
}

/* The ratio of the dearer to the cheaper: at least 1. */
static struct estimate turned(const struct estimate *ratio)
{
	if (ratio->value >= 1)
		return *ratio;
	return (struct estimate){1 / ratio->value, 1 / ratio->high, 1 / ratio->low,
				 ratio->rounds};
}

static void write_sentence(FILE *file, const struct duet_summary *duet)
{
	const struct wording *wording = wording_of(duet);
	const struct contestant_summary *rival = duet_rival(duet),
					*first = duet->contestants;
	const struct estimate *ratio = summary_ratio(duet, rival);
	char why[256];

	write_worded(file, wording->subject, wording, duet);
	fprintf(file, " takes %s %s of %s and %s %s: ", first->record->label,
		duet_format_value(duet, summary_value(duet, first)->value).text,
		duet_metric_words(duet), rival->record->label,
		duet_format_value(duet, summary_value(duet, rival)->value).text);
	if (duet_is_doubtful(duet, why, sizeof(why))) {
		fprintf(file, "**not to be trusted**, %s.\n", why);
	} else if (verdict_of(ratio) == VERDICT_UNCLEAR) {
		fprintf(file, "~, no difference found (%s ×).\n",
			format_interval(ratio->value, ratio->low, ratio->high).text);
	} else {
		duet_write_need(file, duet, rival, "**");
		fputs(".\n", file);
	}
}

void advice_write_answer(FILE *file, const struct summary *summary)
{
	size_t written = 0;

	for (size_t i = 0; i < COUNT(answers) && written < SENTENCES; i++)
		for (size_t j = summary->count; j-- > 0;) {
			const struct duet_summary *duet = &summary->duets[j];

			if (strcmp(duet->record->workload, answers[i]) != 0 || !tells(duet))
				continue;
			write_sentence(file, duet);
			written++;
			break;
		}
	if (written)
		fputc('\n', file);
}

/* The cells "then" and "by how much". */
static void add_advice(struct table *table, const struct duet_summary *duet)
{
	const struct contestant_summary *rival = duet_rival(duet);
	const struct estimate *ratio = summary_ratio(duet, rival);
	struct estimate times = turned(ratio);
	char why[256];

	if (duet_is_doubtful(duet, why, sizeof(why))) {
		table_cell(table, SHADE_NONE, "unknown");
		table_cell(table, SHADE_NONE, "not to be trusted: %s", why);
		return;
	}
	if (verdict_of(ratio) == VERDICT_UNCLEAR) {
		table_cell(table, SHADE_NONE, "either");
		table_cell(table, SHADE_NONE, "~ %s ×",
			   format_interval(ratio->value, ratio->low, ratio->high).text);
		return;
	}
	table_cell(table, SHADE_NONE, "%s",
		   ratio->value > 1 ? duet->contestants[0].record->label
				    : rival->record->label);
	table_cell(table, SHADE_NONE, "%s × less %s",
		   format_interval(times.value, times.low, times.high).text,
		   duet_metric_words(duet));
}

static void add_row(struct table *table, const struct duet_summary *duet, size_t number)
{
	const struct wording *wording = wording_of(duet);
	char *program = NULL;
	size_t bytes;
	FILE *file = open_memstream(&program, &bytes);

	if (!file)
		return;
	write_worded(file, wording->program, wording, duet);
	fclose(file);
	table_cell(table, SHADE_NONE, "%s", program);
	free(program);
	add_advice(table, duet);
	table_cell(table, SHADE_NONE, "[%s](#duet-%zu)", duet->record->workload, number);
}

int advice_write_table(FILE *file, const struct summary *summary)
{
	static const struct column columns[] = {{"if your program ...", ALIGN_LEFT},
						{"then", ALIGN_LEFT},
						{"by how much", ALIGN_LEFT},
						{"see", ALIGN_LEFT}};
	struct table *table = table_new(columns, COUNT(columns));
	int result = 0;

	if (!table)
		return -ENOMEM;
	for (size_t i = 0; i < summary->count; i++)
		if (wording_of(&summary->duets[i]) && tells(&summary->duets[i]))
			add_row(table, &summary->duets[i], i + 1);
	if (table_rows(table)) {
		result = table_write_markdown(table, file);
		fputc('\n', file);
	}
	table_free(table);
	return result;
}
