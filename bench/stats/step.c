/* SPDX-License-Identifier: MIT */
/* step.c - the difference of two trimmed means. See step.h. */
#include "bench/stats/step.h"

#include "bench/stats/trimmed.h"

#define LEVEL ((1 - CONFIDENCE) / 2) /* of each end */

int step_between(const double *before, size_t n, const double *after, size_t m,
		 struct estimate *step)
{
	struct trimmed first, second, difference;
	int error = trimmed_mean(before, n, &first);

	if (!error)
		error = trimmed_mean(after, m, &second);
	if (error)
		return error;
	trimmed_difference(&first, &second, &difference);
	step->value = difference.mean;
	step->low = trimmed_low(&difference, LEVEL);
	step->high = trimmed_high(&difference, LEVEL);
	step->rounds = n + m;
	return 0;
}
