/* SPDX-License-Identifier: MIT */
/* rates.c - counts outcomes. See rates.h. */
#include "bench/gate/self_test/rates.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_in(const struct self_test_group *group,
		  const struct self_test_outcome *outcome)
{
	return outcome->kind == group->kind && outcome->verdict != GATE_UNMEASURED &&
	       fabs(outcome->size - group->size) < 1e-6 &&
	       !strcmp(outcome->code, group->code) &&
	       (!group->path || !strcmp(outcome->path, group->path));
}

static void add_measured(struct self_test_rate *rate, double measured, size_t *count)
{
	if (!isfinite(measured))
		return;
	rate->measured = *count ? rate->measured + measured : measured;
	rate->measured_least = fmin(rate->measured_least, measured);
	rate->measured_most = fmax(rate->measured_most, measured);
	++*count;
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return a < b ? -1 : a > b;
}

/* Sorts them. */
static double median(double *values, size_t n)
{
	if (n == 0)
		return NAN;
	qsort(values, n, sizeof(*values), compare);
	return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/* Times holds the seconds of all, then the measuring. */
static void count(const struct self_test_log *log, const struct self_test_group *group,
		  double *times, struct self_test_rate *rate)
{
	size_t sizes = 0;

	for (size_t i = 0; i < log->count; i++) {
		const struct self_test_outcome *outcome = &log->outcomes[i];

		if (!is_in(group, outcome))
			continue;
		times[rate->gates] = outcome->seconds;
		times[log->count + rate->gates++] = outcome->measuring;
		rate->failed += outcome->verdict == GATE_FAIL;
		rate->inconclusive += outcome->verdict == GATE_INCONCLUSIVE;
		add_measured(rate, outcome->measured, &sizes);
	}
	if (sizes > 0)
		rate->measured /= (double)sizes;
	rate->seconds = median(times, rate->gates);
	rate->measuring = median(times + log->count, rate->gates);
}

int self_test_rate(const struct self_test_log *log, const struct self_test_group *group,
		   struct self_test_rate *rate)
{
	static const struct proportion none = {NAN, NAN, NAN};
	double *times = calloc(2 * log->count + 1, sizeof(*times));

	*rate = (struct self_test_rate){
		.fails = none,
		.tells_not = none,
		.measured = NAN,
		.measured_least = NAN,
		.measured_most = NAN,
	};
	if (!times)
		return -ENOMEM;
	count(log, group, times, rate);
	free(times);
	if (rate->gates == 0)
		return 0;
	proportion_estimate(rate->failed, rate->gates, SELF_TEST_CONFIDENCE, &rate->fails);
	proportion_estimate(rate->inconclusive, rate->gates, SELF_TEST_CONFIDENCE,
			    &rate->tells_not);
	return 0;
}
