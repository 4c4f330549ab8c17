/* SPDX-License-Identifier: MIT */
/* digest_levels.c - sums up levels: what came with being prepared, and its slope. */
#include "bench/run/digest_levels.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/stats/fit.h"

static struct level_record growth(const struct held_take *take)
{
	const struct level *before = &take->before, *after = &take->after;

	return (struct level_record){
		.operations = after->operations - before->operations,
		.resident = after->resident - before->resident,
		.page_tables = after->page_tables - before->page_tables,
		.kernel = after->kernel_stacks + after->slab - before->kernel_stacks -
			  before->slab,
	};
}

/* The slopes of resident memory, page tables and the kernel's share over the operations. */
static void fit(const struct round_record *record, double *values)
{
	double x[HELD_NUMBERS], resident[HELD_NUMBERS], tables[HELD_NUMBERS],
		kernel[HELD_NUMBERS];
	size_t n = record->level_count;

	for (size_t i = 0; i < n; i++) {
		x[i] = (double)record->levels[i].operations;
		resident[i] = (double)record->levels[i].resident;
		tables[i] = (double)record->levels[i].page_tables;
		kernel[i] = (double)record->levels[i].kernel;
	}
	if (fit_slope(x, resident, n, &values[MEASURE_RESIDENT]) ||
	    fit_slope(x, tables, n, &values[MEASURE_PAGE_TABLES]) ||
	    fit_slope(x, kernel, n, &values[MEASURE_KERNEL]))
		return; /* a worker that held as many each time: not measured */
	values[MEASURE_MEMORY] = values[MEASURE_RESIDENT] + values[MEASURE_PAGE_TABLES];
}

int digest_levels(const struct part *part, struct round_record *record)
{
	size_t n = part->held_count;

	record->levels = calloc(n, sizeof(*record->levels));
	if (!record->levels)
		return -ENOMEM;
	record->level_count = n;
	record->slices = (int64_t)n;
	record->operations = 0;
	for (size_t i = 0; i < n; i++) {
		record->levels[i] = growth(&part->held[n - 1 - i]);
		record->operations += record->levels[i].operations;
	}
	fit(record, record->values);
	return 0;
}
