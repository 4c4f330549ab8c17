/* SPDX-License-Identifier: MIT */
/* series.c - a metric, round by round. See series.h. */
#include "bench/evidence/series.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/summary.h"
#include "bench/stats/histogram.h"

struct making {
	enum metric_kind metric;
	const struct seat_found *seat;
	struct histogram *histogram;
	size_t base; /* of a speed-up: who computes one part after the other */
};

static const struct round_record *round_at(const struct making *making, size_t round,
					   size_t contestant)
{
	return results_round(&making->seat->volume->results, making->seat->duet, round,
			     contestant);
}

/* A quantile of the latencies since requests were due, ns; a share of 1: the maximum. */
static double quantile(const struct making *making, const struct round_record *record,
		       double share)
{
	const struct latency_record *latency = &record->latencies[LATENCY_CORRECTED];

	if (!latency->count)
		return NAN;
	if (share >= 1)
		return (double)latency->max_ns;
	summary_load_latencies(making->histogram, latency);
	return (double)histogram_quantile(making->histogram, share);
}

/* Operations a ns: those that the driver saw answered, where there is one. */
static double throughput(const struct round_record *record)
{
	double driven = record->values[MEASURE_DRIVER_WALL];

	return 1 / (isnan(driven) ? record->values[MEASURE_WALL] : driven);
}

static double speedup(const struct making *making, const struct round_record *record,
		      size_t round)
{
	const struct round_record *base = round_at(making, round, making->base);

	return base ? base->values[MEASURE_WALL] / record->values[MEASURE_WALL] : NAN;
}

/* What the workload counted under that name, an operation. */
static double counted(const struct round_record *record, const char *name)
{
	for (size_t i = 0; i < record->count_count; i++)
		if (strcmp(record->counts[i].name, name) == 0)
			return (double)record->counts[i].value / (double)record->operations;
	return NAN;
}

static double value_of(const struct making *making, const struct round_record *record,
		       size_t round)
{
	const double *values = record->values;

	switch (making->metric) {
	case METRIC_NS:
		return values[MEASURE_WALL];
	case METRIC_CPU:
		return values[MEASURE_CPU];
	case METRIC_MEMORY:
		return values[MEASURE_MEMORY];
	case METRIC_SWITCHES:
		return values[MEASURE_VOLUNTARY] + values[MEASURE_INVOLUNTARY];
	case METRIC_FAULTS:
		return values[MEASURE_MINOR_FAULTS] + values[MEASURE_MAJOR_FAULTS];
	case METRIC_DEADLOCKED:
		return counted(record, "deadlocked");
	case METRIC_LOST:
		return counted(record, "lost");
	case METRIC_P50:
		return quantile(making, record, 0.5);
	case METRIC_P90:
		return quantile(making, record, 0.9);
	case METRIC_P99:
		return quantile(making, record, 0.99);
	case METRIC_P999:
		return quantile(making, record, 0.999);
	case METRIC_MAX:
		return quantile(making, record, 1);
	case METRIC_THROUGHPUT:
		return throughput(record);
	case METRIC_SPEEDUP:
		return speedup(making, record, round);
	default:
		return NAN;
	}
}

/* Who computes one part after the other: raw, else coroutines, else the first. */
static size_t sequential(const struct seat_found *seat)
{
	static const char *const names[] = {"raw", "coroutines"};
	const struct duet_record *duet = seat_duet(seat);

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++)
		for (size_t c = 0; c < duet->contestant_count; c++)
			if (seat_is_called(&duet->contestants[c], names[n]))
				return c;
	return 0;
}

static int fill(const struct making *making, double *values, size_t rounds)
{
	bool some = false;

	for (size_t r = 0; r < rounds; r++) {
		const struct round_record *record =
			round_at(making, r, making->seat->contestant);

		values[r] = record ? value_of(making, record, r) : NAN;
		some = some || isfinite(values[r]);
	}
	return some ? 0 : -ENODATA;
}

int series_make(enum metric_kind metric, const struct seat_found *seat, double **values,
		size_t *rounds)
{
	struct making making = {metric, seat, NULL, sequential(seat)};
	int error = -ENOMEM;

	*rounds = (size_t)seat_duet(seat)->rounds_done;
	*values = calloc(*rounds + 1, sizeof(**values));
	making.histogram = calloc(1, sizeof(*making.histogram));
	if (*values && making.histogram)
		error = fill(&making, *values, *rounds);
	free(making.histogram);
	if (error) {
		free(*values);
		*values = NULL;
	}
	return error;
}
