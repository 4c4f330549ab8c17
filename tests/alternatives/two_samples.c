/* SPDX-License-Identifier: MIT */
/* two_samples.c - three usual tests of whether two samples differ. */
#include "tests/alternatives/two_samples.h"

#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>

#define MOST_EXACT 50

/* Two-sided, of a difference with its standard error. */
static double student(double difference, double error, double freedom)
{
	if (!(error > 0))
		return difference == 0 ? 1 : 0;
	return 2 * gsl_cdf_tdist_Q(fabs(difference) / error, freedom);
}

/* ---- means ---- */

static double variance_of_mean(const struct sample *sample)
{
	return gsl_stats_variance(sample->values, 1, sample->count) / (double)sample->count;
}

int welch(const struct sample *base, const struct sample *head,
	  struct difference *difference)
{
	double a, b, va, vb, freedom;

	if (base->count < 2 || head->count < 2)
		return -EINVAL;
	a = gsl_stats_mean(base->values, 1, base->count);
	b = gsl_stats_mean(head->values, 1, head->count);
	va = variance_of_mean(base);
	vb = variance_of_mean(head);
	freedom =
		(va + vb) * (va + vb) /
		(va * va / (double)(base->count - 1) + vb * vb / (double)(head->count - 1));
	difference->change = b / a - 1;
	difference->p = student(b - a, sqrt(va + vb), freedom);
	return 0;
}

int paired(const struct sample *base, const struct sample *head,
	   struct difference *difference)
{
	size_t n = base->count;
	double mean = 0, squares = 0;

	if (n < 2 || head->count != n)
		return -EINVAL;
	for (size_t i = 0; i < n; i++)
		mean += log(head->values[i] / base->values[i]) / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += pow(log(head->values[i] / base->values[i]) - mean, 2);
	difference->change = expm1(mean);
	difference->p =
		student(mean, sqrt(squares / (double)(n - 1) / (double)n), (double)(n - 1));
	return 0;
}

/* ---- ranks ---- */

struct ranks {
	double u;    /* pairs in which the head is larger; a tie counts half */
	double ties; /* the sum of t^3 - t over groups of t equal values */
};

/* How often a value is in a sorted sample, from *i on, which is moved behind it. */
static size_t run_of(const struct sample *sample, size_t *i, double value)
{
	size_t start = *i;

	while (*i < sample->count && sample->values[*i] == value)
		(*i)++;
	return *i - start;
}

/* Of two sorted samples. */
static struct ranks rank(const struct sample *base, const struct sample *head)
{
	struct ranks ranks = {0};
	size_t i = 0, j = 0;

	while (j < head->count || i < base->count) {
		double a = i < base->count ? base->values[i] : INFINITY;
		double b = j < head->count ? head->values[j] : INFINITY;
		double below = (double)i;
		double na = (double)run_of(base, &i, fmin(a, b));
		double nb = (double)run_of(head, &j, fmin(a, b));

		ranks.u += nb * (below + na / 2);
		ranks.ties += pow(na + nb, 3) - (na + nb);
	}
	return ranks;
}

/*
 * How often U is at most u, of all orders of m and n values: the number of orders with each U is
 * that of m with n - 1, and, moved by n, that of m - 1 with n (Mann and Whitney, section 4).
 */
static int exact_below(size_t m, size_t n, double u, double *share)
{
	size_t most = m * n;
	double *ways = calloc((m + 1) * (most + 1), sizeof(*ways)), below = 0, all = 0;

	if (!ways)
		return -ENOMEM;
	for (size_t k = 0; k <= m; k++)
		ways[k * (most + 1)] = 1;
	for (size_t l = 1; l <= n; l++)
		for (size_t k = 1; k <= m; k++)
			for (size_t i = l; i <= most; i++)
				ways[k * (most + 1) + i] +=
					ways[(k - 1) * (most + 1) + i - l];
	for (size_t i = 0; i <= most; i++) {
		all += ways[m * (most + 1) + i];
		below += (double)i <= u ? ways[m * (most + 1) + i] : 0;
	}
	free(ways);
	*share = below / all;
	return 0;
}

static double approximate(const struct ranks *ranks, double m, double n)
{
	double all = m + n, distance = fabs(ranks->u - m * n / 2) - 0.5;
	double variance = m * n / 12 * (all + 1 - ranks->ties / (all * (all - 1)));

	if (!(variance > 0) || distance <= 0)
		return 1;
	return 2 * gsl_cdf_ugaussian_Q(distance / sqrt(variance));
}

static double median(const struct sample *sorted)
{
	return gsl_stats_median_from_sorted_data(sorted->values, 1, sorted->count);
}

int mann_whitney(struct sample *base, struct sample *head, struct difference *difference)
{
	double m = (double)base->count, n = (double)head->count;
	struct ranks ranks;
	int error = 0;

	if (base->count == 0 || head->count == 0)
		return -EINVAL;
	gsl_sort(base->values, 1, base->count);
	gsl_sort(head->values, 1, head->count);
	ranks = rank(base, head);
	difference->change = median(head) / median(base) - 1;
	if (ranks.ties > 0 || base->count > MOST_EXACT || head->count > MOST_EXACT) {
		difference->p = approximate(&ranks, m, n);
		return 0;
	}
	error = exact_below(base->count, head->count, fmin(ranks.u, m * n - ranks.u),
			    &difference->p);
	difference->p = fmin(1, 2 * difference->p);
	return error;
}
