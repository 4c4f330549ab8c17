/* SPDX-License-Identifier: MIT */
/* digest.c - sums up slices: the fastest quarter of them for times, all of them for counts. */
#include "bench/run/digest.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/run/digest_levels.h"

static int64_t entry(const struct take *take, size_t offset)
{
	return *(const int64_t *)((const char *)take + offset);
}

/* The fastest quarter's mean of one column over another, slice by slice. */
static double fastest(const struct part *part, size_t above, size_t below, double *scratch)
{
	size_t count = 0;

	for (size_t i = part->discarded; i < part->count; i++)
		scratch[count++] = (double)entry(&part->takes[i], above) /
				   (double)entry(&part->takes[i], below);
	return low_quarter_mean(scratch, count);
}

static int64_t sum(const struct part *part, size_t offset)
{
	int64_t total = 0;

	for (size_t i = part->discarded; i < part->count; i++)
		total += entry(&part->takes[i], offset);
	return total;
}

static double share(const struct part *part, size_t above, size_t below)
{
	return (double)sum(part, above) / (double)sum(part, below);
}

static int64_t greatest(const struct part *part, size_t offset)
{
	int64_t most = 0;

	for (size_t i = part->discarded; i < part->count; i++)
		if (entry(&part->takes[i], offset) > most)
			most = entry(&part->takes[i], offset);
	return most;
}

#define OF(field) offsetof(struct take, field)

/*
 * Of an open loop, whose elapsed time is what was asked for: the fastest slices would be those
 * whose requests happened to be due early, so all count.
 */
static void fill_open(const struct part *part, double *values)
{
	int64_t sent = sum(part, OF(driver.operations)), refused = sum(part, OF(refused));
	double due = (double)(sent + refused);

	values[MEASURE_DRIVER_WALL] =
		share(part, OF(driver.wall_ns), OF(driver.operations));
	values[MEASURE_OFFERED] = (double)sum(part, OF(offered_ns)) / due;
	values[MEASURE_REFUSED] = (double)refused / due;
	values[MEASURE_QUEUED] = (double)greatest(part, OF(queued));
	/* measured once, before the first slice */
	if (part->takes[0].sustained_busy >= 0)
		values[MEASURE_SUSTAINED_UTILISATION] =
			(double)part->takes[0].sustained_busy / 1000;
}

static void fill_values(const struct part *part, double *values, double *scratch)
{
	const size_t operations = OF(slice.operations);

	values[MEASURE_WALL] = fastest(part, OF(slice.wall_ns), operations, scratch);
	values[MEASURE_CPU] = fastest(part, OF(slice.cpu_ns), operations, scratch);
	values[MEASURE_VOLUNTARY] = share(part, OF(slice.voluntary), operations);
	values[MEASURE_INVOLUNTARY] = share(part, OF(slice.involuntary), operations);
	values[MEASURE_MINOR_FAULTS] = share(part, OF(slice.minor_faults), operations);
	values[MEASURE_MAJOR_FAULTS] = share(part, OF(slice.major_faults), operations);
	if (!part_is_driven(part) || sum(part, OF(driver.wall_ns)) == 0)
		return;
	values[MEASURE_DRIVER_WALL] =
		fastest(part, OF(driver.wall_ns), OF(driver.operations), scratch);
	values[MEASURE_DRIVER_UTILISATION] =
		share(part, OF(driver.cpu_ns), OF(driver.wall_ns));
	if (part_is_open(part))
		fill_open(part, values);
}

static int copy_latency(const struct histogram *histogram, struct latency_record *latency)
{
	size_t count = 0;

	*latency = (struct latency_record){.max_ns = histogram->max};
	for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++)
		count += histogram->buckets[i] > 0;
	if (count == 0)
		return 0;
	latency->buckets = calloc(count, sizeof(*latency->buckets));
	if (!latency->buckets)
		return -ENOMEM;
	for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++)
		if (histogram->buckets[i] > 0)
			latency->buckets[latency->count++] =
				(struct latency_bucket){(uint32_t)i, histogram->buckets[i]};
	return 0;
}

_Static_assert(SLICE_COUNTS_MAX == ROUND_COUNTS && SLICE_COUNT_NAME == ROUND_COUNT_NAME,
	       "a record has room for what is told");

/* Under the names that the first slice has, over all that are kept. */
static void sum_counts(const struct part *part, struct round_record *record)
{
	const struct slice_counts *first = &part->takes[part->discarded].counts;

	record->count_count = first->size;
	for (size_t c = 0; c < first->size; c++) {
		struct count_record *count = &record->counts[c];

		snprintf(count->name, sizeof(count->name), "%s", first->rows[c].name);
		count->value = 0;
		for (size_t i = part->discarded; i < part->count; i++)
			count->value +=
				slice_counts_value(&part->takes[i].counts, count->name);
	}
}

static int digest_slices(const struct part *part, struct round_record *record)
{
	size_t kept = part->count - part->discarded;
	double *scratch = calloc(kept, sizeof(*scratch));
	int error = 0;

	if (!scratch)
		return -ENOMEM;
	record->slices = (int64_t)kept;
	record->operations = sum(part, OF(slice.operations));
	fill_values(part, record->values, scratch);
	sum_counts(part, record);
	free(scratch);
	for (size_t kind = 0; kind < LATENCIES && !error; kind++)
		error = copy_latency(&part->latencies[kind], &record->latencies[kind]);
	return error;
}

int digest_part(const struct part *part, struct round_record *record)
{
	for (size_t m = 0; m < MEASURES; m++)
		record->values[m] = NAN;
	return part->held_count ? digest_levels(part, record) : digest_slices(part, record);
}
