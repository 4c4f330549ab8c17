/* SPDX-License-Identifier: MIT */
/*
 * figure_speedup.c - how many times sooner work is done when it is split over more tasks.
 *
 * Each value is a ratio within one duet, round by round, so that the machine's drift between
 * duets is not in it: to raw, who computes without any task, or else to coroutines, who compute
 * one task after the other. See figure_data.h.
 */
#include <stdio.h>
#include <string.h>

#include "bench/report/figure_data.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

bool figure_is_speedup(const struct family *family)
{
	const struct duet_summary *duet = family->duets[0];

	/* a workload of one core that was let loose on all (--cores) still asks what it costs */
	return strcmp(family->parameter, "tasks") == 0 &&
	       strcmp(duet->record->workload_cores, "all") == 0 &&
	       strcmp(duet->record->cores, "all") == 0 && duet->metric == MEASURE_WALL;
}

/* Who computes one after the other in every duet: raw, coroutines, or the base. */
static const char *sequential(const struct family *family)
{
	static const char *const names[] = {"raw", "coroutines"};

	for (size_t i = 0; i < COUNT(names); i++) {
		size_t there = 0;

		for (size_t j = 0; j < family->count; j++)
			there += family_contestant(family->duets[j], names[i]) != NULL;
		if (there == family->count)
			return names[i];
	}
	return duet_base(family->duets[0])->record->label;
}

static size_t write_block(FILE *file, const struct family *family, const char *label,
			  const char *base)
{
	size_t points = 0;

	for (size_t i = 0; i < family->count; i++) {
		const struct duet_summary *duet = family->duets[i];
		const struct contestant_summary *one = family_contestant(duet, base),
						*it = family_contestant(duet, label);
		struct estimate times = {0};

		if (!it ||
		    summary_compare(
			    family->summary, duet, (size_t)(one - duet->contestants),
			    (size_t)(it - duet->contestants), duet->metric, &times) < 0 ||
		    !times.rounds)
			continue;
		fprintf(file, "%lld", (long long)family_value(family, i));
		figure_write_estimate(file, &times, 1);
		fputc('\t', file);
		figure_write_tick(file, family, i);
		fputc('\n', file);
		points++;
	}
	return points;
}

void figure_data_speedup(const struct family *family, struct figure_data *data)
{
	const struct duet_summary *duet = family->duets[0];
	const char *labels[FAMILY_LABELS], *base = sequential(family);
	int64_t cores = family->summary->results->machine.cores_allowed;
	size_t bytes, count = family_labels(family, labels);
	FILE *file = figure_start(data, &bytes, "speedup.gp");

	if (!file)
		return;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(labels[i], base) == 0 ||
		    !write_block(file, family, labels[i], base))
			continue;
		fputs("\n\n", file); /* gnuplot's end of a block */
		figure_name_line(data, family, labels[i]);
	}
	fclose(file);
	figure_label_family(data, family);
	snprintf(data->words[0], sizeof(data->words[0]),
		 "%.40s: how many times sooner it is done, over the number of tasks\n"
		 "1: %.60s, one after the other",
		 duet->record->workload, base);
	snprintf(data->words[2], sizeof(data->words[2]), "%.60s", base);
	snprintf(data->words[5], sizeof(data->words[5]), "%lld",
		 (long long)(cores > 0 ? cores : 1));
}
