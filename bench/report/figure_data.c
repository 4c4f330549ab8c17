/* SPDX-License-Identifier: MIT */
/* figure_data.c - overview, cost and latency: tables for figures. See figure_data.h. */
#include "bench/report/figure_data.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"
#include "bench/report/figure_style.h"
#include "bench/report/format.h"
#include "bench/report/open_loop.h"

FILE *figure_start(struct figure_data *data, size_t *bytes, const char *script)
{
	*data = (struct figure_data){.script = script};
	return open_memstream(&data->text, bytes);
}

void figure_name(struct figure_data *data, const struct summary *summary, size_t duet,
		 const char *what)
{
	snprintf(data->name, sizeof(data->name), "%02zu-%.60s-%s", duet + 1,
		 summary->duets[duet].record->workload, what);
}

static bool has_interval(const struct estimate *estimate)
{
	return estimate->rounds && isfinite(estimate->low) && isfinite(estimate->high);
}

void figure_write_estimate(FILE *file, const struct estimate *estimate, double unit)
{
	bool sure = has_interval(estimate);

	fprintf(file, "\t%.9g\t%.9g\t%.9g", estimate->value / unit,
		(sure ? estimate->low : estimate->value) / unit,
		(sure ? estimate->high : estimate->value) / unit);
}

void figure_append_word(char *words, size_t size, const char *word)
{
	size_t used = strlen(words);

	if (used && used + 1 < size)
		words[used++] = ' ';
	for (; *word && used + 1 < size; word++)
		words[used++] = *word == ' ' ? '_' : *word;
	words[used] = '\0';
}

void figure_add_line(struct figure_data *data, size_t word, const struct duet_summary *duet,
		     const struct contestant_summary *contestant)
{
	char style[16];

	snprintf(style, sizeof(style), "%d", figure_style(duet, contestant));
	figure_append_word(data->words[word], sizeof(data->words[word]), style);
	figure_append_word(data->words[word + 1], sizeof(data->words[word + 1]),
			   contestant->record->label);
	data->rows++;
}

/* A label of a row: "echo, 64 connections" where a workload is played at several sizes. */
static void write_label(FILE *file, const struct summary *summary, size_t index)
{
	const struct duet_summary *duet = &summary->duets[index];
	const struct contestant_record *first = duet->record->contestants;

	fputs(duet->record->workload, file);
	for (size_t i = 0; duet->count && i < first->parameter_count; i++)
		if (duet_parameter_varies(summary, duet, first->parameters[i].name) &&
		    !duet_is_off(&first->parameters[i]))
			fprintf(file, ", %s",
				duet_parameter_words(first->parameters[i].name,
						     first->parameters[i].value)
					.text);
	fputs(duet_cores_words(duet), file);
}

void figure_data_overview(const struct summary *summary, struct figure_data *data)
{
	size_t bytes;
	FILE *file = figure_start(data, &bytes, "overview.gp");
	const char *baseline = "", *rival = "";

	if (!file)
		return;
	fputs("duet\tratio\tlow\thigh\tverdict\ttext\n", file);
	for (size_t i = 0; i < summary->count; i++) {
		const struct duet_summary *duet = &summary->duets[i];
		const struct contestant_summary *other = duet_rival(duet);
		const struct estimate *ratio = other ? summary_ratio(duet, other) : NULL;
		enum verdict verdict;

		if (!ratio || !has_interval(ratio) || ratio->low <= 0 ||
		    duet_is_mixed(duet))
			continue;
		/* only duets of the same two are on one axis */
		if (data->rows &&
		    (strcmp(baseline, duet->contestants[0].record->label) != 0 ||
		     strcmp(rival, other->record->label) != 0))
			continue;
		baseline = duet->contestants[0].record->label;
		rival = other->record->label;
		verdict = verdict_of(ratio);
		write_label(file, summary, i);
		figure_write_estimate(file, ratio, 1);
		fprintf(file, "\t%d\t%s%s\n",
			duet_is_doubtful(duet, NULL, 0) ? 3
			: verdict == VERDICT_LESS	? 1
			: verdict == VERDICT_MORE	? 2
							: 0,
			verdict == VERDICT_UNCLEAR ? "~ " : "",
			format_number(ratio->value).text);
		data->rows++;
	}
	fclose(file);
	snprintf(data->name, sizeof(data->name), "00-overview");
	snprintf(data->words[0], 256, "What %.60s cost, in multiples of what %.60s cost",
		 rival, baseline);
	snprintf(data->words[1], 256,
		 "%.60s ÷ %.60s, 95 %% interval (log scale; right of 1: %.60s cost more)",
		 rival, baseline, rival);
	snprintf(data->words[2], 256, "%.60s cost less", rival);
	snprintf(data->words[3], 256, "%.60s cost less", baseline);
}

/* "Elapsed time of a pass of the token (ns)". */
static void write_axis(char *text, size_t size, const struct duet_summary *duet)
{
	snprintf(text, size, "%s of %.120s, %s (lower is better; bars: 95 %% interval)",
		 duet_metric_heading(duet), duet_operation(duet), duet_unit(duet).name);
}

void figure_write_title(char *text, size_t size, const struct summary *summary, size_t duet,
			const char *what)
{
	char *label = NULL;
	size_t bytes;
	FILE *file = open_memstream(&label, &bytes);

	if (!file)
		return;
	write_label(file, summary, duet);
	fclose(file);
	snprintf(text, size, "%.100s\n%.150s", label, what);
	free(label);
}

void figure_data_cost(const struct summary *summary, size_t index, struct figure_data *data)
{
	const struct duet_summary *duet = &summary->duets[index];
	const struct contestant_summary **ranked;
	struct unit unit = duet_unit(duet);
	size_t bytes, count;
	FILE *file = figure_start(data, &bytes, "cost.gp");

	if (!file)
		return;
	fprintf(file, "contestant\t%s\tlow\thigh\tstyle\ttext\n", unit.name);
	ranked = summary_ranked(duet, &count);
	for (size_t i = 0; ranked && i < count; i++) {
		const struct estimate *value = summary_value(duet, ranked[i]);

		if (!value->rounds || value->value <= 0)
			continue;
		fputs(ranked[i]->record->label, file);
		figure_write_estimate(file, value, unit.ns);
		fprintf(file, "\t%d\t%s %s\n", figure_style(duet, ranked[i]),
			format_number(value->value / unit.ns).text, unit.name);
		data->rows++;
	}
	free(ranked);
	fclose(file);
	figure_name(data, summary, index, "cost");
	figure_write_title(data->words[0], 256, summary, index, duet_question(duet));
	write_axis(data->words[1], 256, duet);
}

/* Collect those whose clients told latencies. Returns how many; to be freed, NULL: no memory. */
static const struct contestant_summary **with_latencies(const struct duet_summary *duet,
							size_t *count)
{
	const struct contestant_summary **all = calloc(duet->count + 1, sizeof(void *));

	*count = 0;
	for (size_t i = 0; all && i < duet->count; i++)
		if (&duet->contestants[i] != duet->control && duet->record->driver &&
		    duet->contestants[i].latencies[LATENCY_CORRECTED].count)
			all[(*count)++] = &duet->contestants[i];
	return all;
}

static void write_time(FILE *file, const char *name, const struct estimate *time,
		       double unit)
{
	fputs(name, file);
	figure_write_estimate(file, time, unit);
	fputc('\n', file);
}

/* The quantiles, of open loops the corrected ones, and after them the greatest of all. */
static void write_latencies(FILE *file, const struct contestant_summary *contestant,
			    double unit)
{
	const struct latency_summary *latency = &contestant->latencies[LATENCY_CORRECTED];
	const struct estimate greatest = {.value = (double)latency->greatest_ns};

	for (size_t q = 0; q < QUANTILES; q++)
		write_time(file, quantile_names[q], &latency->quantiles[q], unit);
	write_time(file, "max", &greatest, unit);
	fputs("\n\n", file); /* gnuplot's end of a block */
}

void figure_data_latency(const struct summary *summary, size_t index,
			 struct figure_data *data)
{
	const struct duet_summary *duet = &summary->duets[index];
	const struct contestant_summary **all;
	size_t bytes, count;
	FILE *file = figure_start(data, &bytes, "latency.gp");
	struct unit unit = duet_latency_unit(duet);

	if (!file)
		return;
	all = with_latencies(duet, &count);
	for (size_t i = 0; all && i < count; i++) {
		write_latencies(file, all[i], unit.ns);
		figure_add_line(data, 1, duet, all[i]);
	}
	fclose(file);
	free(all);
	figure_name(data, summary, index, "latency");
	figure_write_title(data->words[0], 256, summary, index,
			   open_loop_is(duet)
				   ? "how long an answer takes from when its request was "
				     "due (corrected)"
				   : "how long a client waits for its answers");
	snprintf(data->words[3], 256, "%s", unit.name);
}
