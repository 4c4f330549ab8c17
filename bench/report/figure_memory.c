/* SPDX-License-Identifier: MIT */
/* figure_memory.c - memory a task over the number of tasks that a process holds. */
#include <stdio.h>

#include "bench/report/duet.h"
#include "bench/report/figure_data.h"

/* One contestant's block: tasks, the process's memory a task, its interval, with the kernel's. */
static void write_block(FILE *file, const struct contestant_summary *contestant,
			double unit)
{
	for (size_t i = 0; i < contestant->level_count; i++) {
		const struct level_summary *level = &contestant->levels[i];
		const struct estimate *memory = &level->memory;

		if (!memory->rounds)
			continue;
		fprintf(file, "%lld", (long long)level->operations);
		figure_write_estimate(file, memory, unit);
		fprintf(file, "\t%.9g\n", (memory->value + level->kernel.value) / unit);
	}
	fputs("\n\n", file); /* gnuplot's end of a block */
}

void figure_data_memory(const struct summary *summary, size_t index,
			struct figure_data *data)
{
	const struct duet_summary *duet = &summary->duets[index];
	struct unit unit = duet_unit(duet);
	size_t bytes;
	FILE *file;

	*data = (struct figure_data){0};
	if (duet->metric != MEASURE_MEMORY)
		return;
	file = figure_start(data, &bytes, "memory.gp");
	if (!file)
		return;
	for (size_t i = 0; i < duet->count; i++) {
		const struct contestant_summary *it = &duet->contestants[i];

		if (it == duet->control || !it->level_count)
			continue;
		write_block(file, it, unit.ns);
		figure_add_line(data, 2, duet, it);
	}
	fclose(file);
	figure_name(data, summary, index, "tasks");
	snprintf(data->words[0], 256, "Memory a task over the number of tasks that wait");
	snprintf(data->words[1], 256, "%s", unit.name);
}
