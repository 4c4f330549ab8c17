/* SPDX-License-Identifier: MIT */
/*
 * figure_family.c - what a family's duets cost over its parameter, with the crossover; of a driven
 * workload the throughput besides, of an open loop what clients waited. See figure_data.h.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/figure_data.h"

#define APART 0.075 /* of the axis: the least distance at which two labels are legible */

/* Where on the axis the i-th value is, 0 to 1. */
static double share(const struct family *family, size_t i)
{
	double first = log((double)family_value(family, 0)),
	       last = log((double)family_value(family, family->count - 1));

	return (log((double)family_value(family, i)) - first) / (last - first);
}

void figure_write_tick(FILE *file, const struct family *family, size_t i)
{
	double labelled = -1, here = share(family, i);

	/* from the left, as many labels as have room; the last is always there */
	for (size_t j = 0; j < i; j++)
		if (share(family, j) - labelled >= APART && 1 - share(family, j) >= APART)
			labelled = share(family, j);
	if (i + 1 < family->count && (here - labelled < APART || 1 - here < APART))
		return;
	fprintf(file, "%s%s", format_count(family_value(family, i)).text,
		duet_is_doubtful(family->duets[i], NULL, 0) ? " ?" : "");
}

/* The unit of the least p99: beside the wide numbers of a smaller one there is no room for words. */
static struct unit tail_unit(const struct family *family)
{
	double least = INFINITY;

	for (size_t i = 0; i < family->count; i++)
		for (size_t j = 0; j < family->duets[i]->count; j++) {
			const struct estimate *tail = &family->duets[i]
							       ->contestants[j]
							       .latencies[LATENCY_CORRECTED]
							       .quantiles[QUANTILE_99];

			if (tail->rounds && tail->value < least)
				least = tail->value;
		}
	return format_unit(isfinite(least) ? least : 1);
}

/* What the lower panel shows: how many were served, or, where that was set, what they waited. */
static void write_service(FILE *file, const struct family *family,
			  const struct contestant_summary *it)
{
	struct estimate requests = summary_requests(it);

	if (family_is_open(family))
		figure_write_estimate(
			file, &it->latencies[LATENCY_CORRECTED].quantiles[QUANTILE_99],
			tail_unit(family).ns);
	else
		figure_write_estimate(file, &requests, 1);
}

/* One contestant's block. Returns how many points it has. */
static size_t write_block(FILE *file, const struct family *family, const char *label,
			  struct unit unit)
{
	size_t points = 0;

	for (size_t i = 0; i < family->count; i++) {
		const struct duet_summary *duet = family->duets[i];
		const struct contestant_summary *it = family_contestant(duet, label);
		const struct estimate *value = it ? summary_value(duet, it) : NULL;

		if (!value || !value->rounds || value->value <= 0)
			continue;
		fprintf(file, "%lld", (long long)family_value(family, i));
		figure_write_estimate(file, value, unit.ns);
		write_service(file, family, it);
		fputc('\t', file);
		figure_write_tick(file, family, i);
		fputc('\n', file);
		points++;
	}
	return points;
}

void figure_name_line(struct figure_data *data, const struct family *family,
		      const char *label)
{
	const struct contestant_summary *it = NULL;
	size_t duet = 0;

	while (!it)
		it = family_contestant(family->duets[duet++], label);
	figure_add_line(data, 3, family->duets[duet - 1], it);
}

/* "2.4 1 4|between 1 and 4": the point, the bracket, and words; or "none". 0: no such end. */
static void write_crossing(char *word, size_t size, const struct crossover *crossover)
{
	snprintf(word, size, "none");
	if (crossover->kind == CROSSOVER_CROSSES)
		snprintf(word, size, "%.9g %.9g %.9g|between %s",
			 isnan(crossover->value) ? 0 : crossover->value,
			 isnan(crossover->low) ? 0 : crossover->low, crossover->high,
			 family_crossover_words(crossover).text);
}

/* "coroutines below threads, beginning between 1 and 8 connections", if there is one to tell. */
static void write_verdict(FILE *file, const struct family *family,
			  const struct crossover *crossover)
{
	const char *base = duet_base(family->duets[0])->record->label,
		   *rival = duet_rival(family->duets[0])->record->label;
	const char *winner = crossover->winner > 0 ? base : rival,
		   *loser = crossover->winner > 0 ? rival : base;

	if (crossover->kind == CROSSOVER_CROSSES)
		fprintf(file, "%s below %s, beginning between %s %s", winner, loser,
			family_crossover_words(crossover).text, family->parameter);
	else if (crossover->kind == CROSSOVER_ALWAYS)
		fprintf(file, "%s below %s everywhere", winner, loser);
	else if (crossover->kind == CROSSOVER_UNSURE)
		fprintf(file, "%s below %s, surely from %s on", winner, loser,
			format_count((int64_t)crossover->high).text);
	else
		fprintf(file, "no crossover is sure");
}

static void write_title(struct figure_data *data, const struct family *family,
			const struct crossover *crossover)
{
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	if (!file)
		return;
	family_write_name(file, family);
	fprintf(file, ": the %s of %s\n", duet_metric_words(family->duets[0]),
		duet_operation(family->duets[0]));
	write_verdict(file, family, crossover);
	fclose(file);
	snprintf(data->words[0], sizeof(data->words[0]), "%s", text);
	free(text);
}

void figure_label_family(struct figure_data *data, const struct family *family)
{
	snprintf(data->name, sizeof(data->name), "%02zu-%.40s-over-%.30s",
		 family->first + 1, family->duets[0]->record->workload, family->parameter);
	snprintf(data->words[1], sizeof(data->words[1]),
		 "%.60s (log scale; bars: 95 %% interval%s)", family->parameter,
		 family_doubtful(family) ? "; ?: not to be trusted" : "");
}

void figure_data_family(const struct family *family, struct figure_data *data)
{
	const struct duet_summary *duet = family->duets[0];
	struct crossover crossover = family_crossover(family);
	struct unit unit = duet_unit(duet);
	const char *labels[FAMILY_LABELS];
	size_t bytes, count = family_labels(family, labels);
	FILE *file = figure_start(data, &bytes,
				  duet->record->driver ? "serving.gp" : "scaling.gp");

	if (!file)
		return;
	for (size_t i = 0; i < count; i++) {
		if (!write_block(file, family, labels[i], unit))
			continue;
		fputs("\n\n", file); /* gnuplot's end of a block */
		figure_name_line(data, family, labels[i]);
	}
	fclose(file);
	figure_label_family(data, family);
	write_title(data, family, &crossover);
	snprintf(data->words[2], sizeof(data->words[2]), "%s, %s", duet_metric_words(duet),
		 unit.name);
	write_crossing(data->words[5], sizeof(data->words[5]), &crossover);
	if (family_is_open(family))
		snprintf(data->words[6], sizeof(data->words[6]),
			 "p99 from the intended send time, %s", tail_unit(family).name);
}
