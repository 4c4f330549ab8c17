/* SPDX-License-Identifier: MIT */
/* counted.c - counts that are alike, and counts that scatter. See counted.h. */
#include "bench/gate/count/counted.h"

#include <math.h>

#include "bench/gate/play/contest.h"
#include "bench/stats/sorted.h"

static bool all_alike(const double *values, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (values[i] != values[0])
			return false;
	return true;
}

bool counted_alike(const struct counted_takes *takes)
{
	return all_alike(takes->base, takes->n) && all_alike(takes->head, takes->n);
}

/* Of the logarithms, none of which is trimmed. */
static struct trimmed mean_log(const double *values, size_t n, double floor)
{
	double mean = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		mean += log(values[i] + floor) / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += pow(log(values[i] + floor) - mean, 2);
	return (struct trimmed){
		.mean = mean,
		.error = sqrt(squares / (double)(n * (n - 1))),
		.freedom = (double)(n - 1),
		.values = n,
	};
}

/* No logarithm and no quotient is of nothing. */
static double floor_of(const struct gate_metric *metric, const struct counted_takes *takes)
{
	for (size_t i = 0; i < takes->n; i++)
		if (takes->base[i] <= 0 || takes->head[i] <= 0)
			return metric->floor;
	return 0;
}

/* log(head / base), with its error. */
static struct trimmed difference_of(const struct counted_takes *takes, double floor)
{
	struct trimmed base = mean_log(takes->base, takes->n, floor);
	struct trimmed head = mean_log(takes->head, takes->n, floor), difference;

	trimmed_difference(&base, &head, &difference);
	return difference;
}

static void judge_alike(const struct counted_takes *takes, double floor,
			struct gate_row *row)
{
	row->decisive = (struct gate_ratio){
		.ratio = {.value = (row->head + floor) / (row->base + floor),
			  .low = NAN,
			  .high = NAN,
			  .rounds = takes->n},
		.confidence = NAN,
	};
	row->margin = row->tolerance;
	row->verdict =
		row->head - row->base > row->base * row->tolerance ? GATE_FAIL : GATE_PASS;
}

/* What has no ratio is neither worse nor within the tolerance. */
static void settle_scattered(struct gate_row *row)
{
	const struct estimate *ratio = &row->decisive.ratio;

	if (!isfinite(ratio->value) || !isfinite(ratio->low) || !isfinite(ratio->high)) {
		row->verdict = GATE_UNMEASURED;
		row->reason = "its counts say nothing";
		return;
	}
	row->margin = rule_default(row->tolerance, 1).margin;
	if (ratio->low > 1 + row->tolerance) {
		row->verdict = GATE_FAIL;
	} else if (ratio->high <= 1 + row->margin) {
		row->verdict = GATE_PASS;
	} else {
		row->verdict = GATE_NOT_COMPARABLE;
		row->reason = "its counts scatter by more than its margin";
	}
}

static void judge_scattered(const struct counted_takes *takes, double floor, size_t rows,
			    struct gate_row *row)
{
	struct trimmed mean = difference_of(takes, floor);
	double level = COUNTED_LEVEL / (double)rows;

	row->decisive = gate_ratio_of(&mean, takes->n, (struct rule_levels){level, level});
	settle_scattered(row);
}

void counted_judge(const struct gate_metric *metric, const struct counted_takes *takes,
		   size_t rows, struct gate_row *row)
{
	double floor = floor_of(metric, takes);

	if (counted_alike(takes)) {
		row->base = takes->base[0];
		row->head = takes->head[0];
		judge_alike(takes, floor, row);
	} else {
		row->base = mean_of(takes->base, takes->n);
		row->head = mean_of(takes->head, takes->n);
		judge_scattered(takes, floor, rows, row);
	}
}
