/* SPDX-License-Identifier: MIT */
/* figure_scaling.c - the cost of a workload over the parameter that a run varies. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"
#include "bench/report/figure_data.h"
#include "bench/report/figure_style.h"

#define POINTS 64

/* The duets that belong to one line, in the order of the parameter. */
struct family {
	const struct duet_summary *duets[POINTS];
	const char *parameter;
	size_t count;
};

static int by_parameter(const void *left, const void *right, void *context)
{
	int64_t a = figure_parameter(*(const struct duet_summary *const *)left, context);
	int64_t b = figure_parameter(*(const struct duet_summary *const *)right, context);

	return (a > b) - (a < b);
}

/* Collect them. Returns false when another duet before this one stands for the family. */
static bool collect(const struct summary *summary, size_t duet, struct family *family)
{
	*family = (struct family){.parameter = figure_varying(summary, duet)};
	if (!family->parameter)
		return false;
	for (size_t i = 0; i < summary->count && family->count < POINTS; i++) {
		const char *parameter = figure_varying(summary, i);

		if (strcmp(summary->duets[i].record->workload,
			   summary->duets[duet].record->workload) != 0 ||
		    !parameter || strcmp(parameter, family->parameter) != 0)
			continue;
		if (i < duet)
			return false;
		family->duets[family->count++] = &summary->duets[i];
	}
	qsort_r(family->duets, family->count, sizeof(void *), by_parameter,
		(void *)family->parameter);
	return family->count > 1;
}

static const struct contestant_summary *labelled(const struct duet_summary *duet,
						 const char *label)
{
	for (size_t i = 0; i < duet->count; i++)
		if (strcmp(duet->contestants[i].record->label, label) == 0)
			return &duet->contestants[i];
	return NULL;
}

/* One contestant's block. Returns how many points it has. */
static size_t write_block(FILE *file, const struct family *family, const char *label,
			  struct unit unit)
{
	size_t points = 0;

	for (size_t i = 0; i < family->count; i++) {
		const struct duet_summary *duet = family->duets[i];
		const struct contestant_summary *it = labelled(duet, label);
		const struct estimate *value = it ? summary_value(duet, it) : NULL;

		if (!value || !value->rounds)
			continue;
		fprintf(file, "%lld\t%.9g\t%.9g\t%.9g\n",
			(long long)figure_parameter(duet, family->parameter),
			value->value / unit.ns,
			(isfinite(value->low) ? value->low : value->value) / unit.ns,
			(isfinite(value->high) ? value->high : value->value) / unit.ns);
		points++;
	}
	return points;
}

static void write_blocks(FILE *file, const struct family *family, struct figure_data *data,
			 struct unit unit)
{
	const struct duet_summary *duet = family->duets[0];

	for (size_t i = 0; i < duet->count; i++) {
		const char *label = duet->contestants[i].record->label;
		size_t styles = strlen(data->words[4]), names = strlen(data->words[5]);

		if (&duet->contestants[i] == duet->control)
			continue;
		if (!write_block(file, family, label, unit))
			continue;
		fputs("\n\n", file); /* gnuplot's end of a block */
		snprintf(data->words[4] + styles, 256 - styles, "%s%d", styles ? " " : "",
			 figure_style(duet, &duet->contestants[i]));
		snprintf(data->words[5] + names, 256 - names, "%s%s", names ? " " : "",
			 label);
		data->rows++;
	}
}

void figure_data_scaling(const struct summary *summary, size_t index,
			 struct figure_data *data)
{
	const struct duet_summary *duet = &summary->duets[index];
	struct family family;
	struct unit unit;
	size_t bytes;
	FILE *file;

	*data = (struct figure_data){.script = "scaling.gp"};
	if (!collect(summary, index, &family))
		return;
	file = open_memstream(&data->text, &bytes);
	if (!file)
		return;
	unit = duet_unit(family.duets[0]);
	write_blocks(file, &family, data, unit);
	fclose(file);
	snprintf(data->name, sizeof(data->name), "%02zu-%.60s-scaling", index + 1,
		 duet->record->workload);
	snprintf(data->words[0], 256, "%.60s: the cost over the number of %.60s",
		 duet->record->workload, family.parameter);
	snprintf(data->words[1], 256, "%.60s", family.parameter);
	snprintf(data->words[2], 256, "%s of %.100s, %s", duet_metric_words(duet),
		 duet->record->operation, unit.name);
	snprintf(data->words[3], 256, "%zu", data->rows);
}
