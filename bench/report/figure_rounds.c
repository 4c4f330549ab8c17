/* SPDX-License-Identifier: MIT */
/*
 * figure_rounds.c - a duet's rounds, one after the other: each contestant's ratio to the first, and
 * that of the control, which shows the noise. See figure_data.h.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"
#include "bench/report/figure_data.h"
#include "bench/report/figure_style.h"

#define ROUNDS_FEW 3
#define STYLE_CONTROL 0 /* rounds.gp draws it in its own way */

/* The costs of the rounds, a series a contestant; empty where one has none. */
struct series {
	size_t rounds;
	double *base;
	double *others; /* of contestant i: from i * rounds */
	bool *there;
};

static void series_free(struct series *series)
{
	free(series->base);
	free(series->others);
	free(series->there);
}

static bool all_positive(const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!(values[i] > 0) || !isfinite(values[i]))
			return false;
	return true;
}

/* Read them. Returns whether there are enough to be shown. */
static bool series_read(const struct summary *summary, size_t index, struct series *series)
{
	const struct duet_summary *duet = &summary->duets[index];
	size_t room = (size_t)duet->record->rounds_done + 1;

	series->rounds = duet->rounds;
	series->base = calloc(room, sizeof(double));
	series->others = calloc(room * (duet->count + 1), sizeof(double));
	series->there = calloc(duet->count + 1, sizeof(bool));
	if (!series->base || !series->others || !series->there || duet->rounds < ROUNDS_FEW)
		return false;
	for (size_t i = 0; i < duet->count; i++) {
		double *values = series->others + i * series->rounds;
		size_t n = results_series(summary->results, index, i, duet->metric,
					  i ? values : series->base);

		series->there[i] =
			n == series->rounds && all_positive(i ? values : series->base, n);
	}
	return series->there[0];
}

static void write_rounds(FILE *file, const struct duet_summary *duet,
			 const struct series *series)
{
	fputs("round", file);
	for (size_t i = 1; i < duet->count; i++)
		if (series->there[i])
			fprintf(file, "\t%s", duet->contestants[i].record->label);
	for (size_t round = 0; round < series->rounds; round++) {
		fprintf(file, "\n%zu", round + 1);
		for (size_t i = 1; i < duet->count; i++)
			if (series->there[i])
				fprintf(file, "\t%.6g",
					series->others[i * series->rounds + round] /
						series->base[round]);
	}
	fputc('\n', file);
}

static void write_words(struct figure_data *data, const struct summary *summary,
			size_t index, const struct series *series)
{
	const struct duet_summary *duet = &summary->duets[index];
	char what[150], style[16];

	snprintf(what, sizeof(what),
		 "round by round: what each cost, in multiples of %.60s",
		 duet->contestants[0].record->label);
	figure_write_title(data->words[0], 256, summary, index, what);
	snprintf(data->words[1], 256, "× %.60s, %s", duet->contestants[0].record->label,
		 duet_metric_words(duet));
	for (size_t i = 1; i < duet->count; i++) {
		if (!series->there[i])
			continue;
		snprintf(style, sizeof(style), "%d",
			 &duet->contestants[i] == duet->control
				 ? STYLE_CONTROL
				 : figure_style(duet, &duet->contestants[i]));
		figure_append_word(data->words[2], sizeof(data->words[2]), style);
		data->rows++;
	}
}

void figure_data_rounds(const struct summary *summary, size_t index,
			struct figure_data *data)
{
	const struct duet_summary *duet = &summary->duets[index];
	struct series series = {0};
	size_t bytes;
	FILE *file;

	*data = (struct figure_data){0};
	if (!series_read(summary, index, &series))
		goto free_series;
	file = figure_start(data, &bytes, "rounds.gp");
	if (!file)
		goto free_series;
	write_rounds(file, duet, &series);
	fclose(file);
	write_words(data, summary, index, &series);
	figure_name(data, summary, index, "rounds");
free_series:
	series_free(&series);
}
