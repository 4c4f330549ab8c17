/* SPDX-License-Identifier: MIT */
/* layouts.c - means, noise and numbers of rounds over layouts. */
#include "bench/stats/layouts.h"

#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "bench/stats/pseudo.h"

#define DIFFER_LEVEL 0.05 /* equal layouts are taken for different ones */

/* The mean of every `stride`th of n values, from `first` < n on. */
static double mean_of_every(const double *values, size_t first, size_t stride, size_t n)
{
	double sum = 0;
	size_t count = 0;

	for (size_t r = first; r < n; r += stride, count++)
		sum += values[r];
	return sum / (double)count;
}

/* Whether every unit is one round, so that the trimmed mean sees each of them. */
static int single(size_t n, size_t layouts)
{
	return layouts == 1 || n <= layouts;
}

int layouts_mean(const double *rounds, size_t n, size_t layouts, struct trimmed *mean)
{
	double *values;
	int error;

	if (n == 0 || layouts == 0)
		return -EINVAL;
	if (single(n, layouts))
		return trimmed_mean(rounds, n, mean);
	values = malloc((n + layouts) * sizeof(*values));
	if (!values)
		return -ENOMEM;
	error = pseudo_values(rounds, n, values);
	for (size_t l = 0; l < layouts && !error; l++)
		values[n + l] = mean_of_every(values, l, layouts, n);
	if (!error)
		error = trimmed_mean(values + n, layouts, mean);
	free(values);
	return error;
}

/* Half of what the even visits of each layout differ by from its odd ones, over layouts. */
static int contrast(const double *rounds, size_t n, size_t layouts, struct trimmed *half)
{
	double *values = malloc((n + layouts) * sizeof(*values));
	int error;

	if (!values)
		return -ENOMEM;
	error = pseudo_values(rounds, n, values);
	for (size_t l = 0; l < layouts && !error; l++)
		values[n + l] = (mean_of_every(values, l, 2 * layouts, n) -
				 mean_of_every(values, l + layouts, 2 * layouts, n)) /
				2;
	if (!error)
		error = trimmed_mean(values + n, layouts, half);
	free(values);
	return error;
}

/* What units vary by, the rounds' noise in it, and which of it is whose. */
static void divide(double unit, double within, double freedom, double visits,
		   struct layouts_noise *noise)
{
	double excess = unit * unit / (within * within);

	noise->layout = 0;
	if (excess > gsl_cdf_fdist_Qinv(DIFFER_LEVEL, freedom, freedom))
		noise->layout = sqrt(unit * unit - within * within);
	else
		within = sqrt((unit * unit + within * within) / 2);
	noise->round = within * sqrt(visits);
}

static int split_noise(const double *rounds, size_t n, size_t layouts, double unit,
		       struct layouts_noise *noise)
{
	struct trimmed half;
	int error = contrast(rounds, n, layouts, &half);

	if (!error)
		divide(unit, half.error * sqrt((double)layouts), half.freedom,
		       (double)n / (double)layouts, noise);
	return error;
}

int layouts_noise(const double *rounds, size_t n, size_t layouts,
		  struct layouts_noise *noise)
{
	struct trimmed whole;
	double unit;
	int error = layouts_mean(rounds, n, layouts, &whole);

	if (error)
		return error;
	if (isnan(whole.error))
		return -EDOM;
	unit = whole.error * sqrt((double)whole.values);
	noise->freedom = whole.freedom;
	if (layouts > 1 && n >= 2 * layouts)
		return split_noise(rounds, n, layouts, unit, noise);
	noise->round = unit * sqrt((double)n / (double)whole.values);
	noise->layout = 0;
	return 0;
}

double layouts_noise_bound(double freedom, double level)
{
	return sqrt(freedom / gsl_cdf_chisq_Pinv(level, freedom));
}

/* What is averaged over n rounds: layouts, or the rounds themselves. */
static size_t units_of(size_t n, size_t layouts)
{
	return single(n, layouts) ? n : layouts;
}

double layouts_error(const struct layouts_noise *noise, size_t rounds, size_t layouts)
{
	double within = noise->round * noise->round / (double)rounds;
	double between = noise->layout * noise->layout / (double)units_of(rounds, layouts);

	return sqrt(within + between);
}

static int enough(const struct layouts_noise *noise, size_t layouts, size_t rounds,
		  double distance, double level, double power)
{
	double freedom = trimmed_freedom(units_of(rounds, layouts));

	if (freedom < 1)
		return 0;
	return (gsl_cdf_tdist_Qinv(level, freedom) +
		gsl_cdf_tdist_Qinv(1 - power, freedom)) *
		       layouts_error(noise, rounds, layouts) <=
	       distance;
}

size_t layouts_rounds(const struct layouts_noise *noise, size_t layouts, double distance,
		      double level, double power, size_t most)
{
	size_t low = 0, high = most / layouts; /* turns: low is not enough, high is */

	if (high == 0 || !enough(noise, layouts, high * layouts, distance, level, power))
		return 0;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (enough(noise, layouts, middle * layouts, distance, level, power))
			high = middle;
		else
			low = middle;
	}
	return high * layouts;
}
