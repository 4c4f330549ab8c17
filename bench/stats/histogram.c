/* SPDX-License-Identifier: MIT */
/*
 * histogram.c - a log-linear histogram of non-negative integers.
 *
 * A value of e + 1 bits, e of 7 or more, lies in the row e - 7 of 128 buckets; the seven
 * bits after the leading one choose the bucket. The width is 2^(e-7), at most 1/128 of the
 * value.
 */
#include "bench/stats/histogram.h"

#include <string.h>

#define ROW 128 /* buckets a power of two */
#define ROW_BITS 7
#define LARGEST (((int64_t)1 << 43) - 1)

static size_t index_of(int64_t value)
{
	int shift;

	if (value < ROW)
		return value < 0 ? 0 : (size_t)value;
	if (value > LARGEST)
		value = LARGEST;
	shift = 63 - __builtin_clzll((unsigned long long)value) - ROW_BITS;
	return ROW + (size_t)shift * ROW + ((size_t)(value >> shift) & (ROW - 1));
}

static int64_t lowest_of(size_t index)
{
	size_t shift;

	if (index < ROW)
		return (int64_t)index;
	shift = index / ROW - 1;
	return (int64_t)(ROW + index % ROW) << shift;
}

static int64_t middle_of(size_t index)
{
	size_t shift = index < ROW ? 0 : index / ROW - 1;

	return lowest_of(index) + (((int64_t)1 << shift) - 1) / 2;
}

void histogram_record(struct histogram *histogram, int64_t value)
{
	histogram->buckets[index_of(value)]++;
	histogram->count++;
	if (value > histogram->max)
		histogram->max = value;
}

void histogram_record_bucket(struct histogram *histogram, size_t index, uint64_t count)
{
	if (!count)
		return;
	histogram->buckets[index] += count;
	histogram->count += count;
	if (lowest_of(index) > histogram->max)
		histogram->max = lowest_of(index);
}

/* How many values lie at or below the quantile: rounded up, at least 1. */
static uint64_t rank_of(uint64_t count, double quantile)
{
	double exact = quantile * (double)count;
	uint64_t rank = (uint64_t)exact;

	if ((double)rank < exact)
		rank++;
	if (rank < 1)
		return 1;
	return rank > count ? count : rank;
}

int64_t histogram_quantile(const struct histogram *histogram, double quantile)
{
	uint64_t rank, seen = 0;
	int64_t middle;

	if (!histogram->count || quantile >= 1)
		return histogram->count ? histogram->max : 0;
	rank = rank_of(histogram->count, quantile);
	for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
		seen += histogram->buckets[i];
		if (seen >= rank) {
			middle = middle_of(i);
			return middle < histogram->max ? middle : histogram->max;
		}
	}
	return histogram->max;
}

void histogram_reset(struct histogram *histogram)
{
	memset(histogram, 0, sizeof(*histogram));
}
