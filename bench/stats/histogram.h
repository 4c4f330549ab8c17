/* SPDX-License-Identifier: MIT */
/*
 * histogram.h - a log-linear histogram of non-negative integers (nanoseconds, here).
 *
 * Values below 128 have a bucket each; above, every power of two is cut into 128 buckets of
 * equal width, so that a bucket's middle is within 0.4 % of any value in it. Recording is a
 * few instructions and allocates nothing. The scheme is that of HdrHistogram (Gil Tene).
 */
#ifndef BENCH_STATS_HISTOGRAM_H
#define BENCH_STATS_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

#define HISTOGRAM_BUCKETS                                                                  \
	(128 + 128 * 36) /* up to 2^43 ns: 2.4 hours; larger counts as that */

struct histogram {
	uint64_t count;
	int64_t max; /* exact */
	uint64_t buckets[HISTOGRAM_BUCKETS];
};

/* Count one value; a negative one counts as 0. */
void histogram_record(struct histogram *histogram, int64_t value);

/*
 * Count `count` values as what lies in the bucket `index` (below HISTOGRAM_BUCKETS). The
 * maximum becomes at least the bucket's lowest value; who knows the exact one raises `max`
 * to it.
 */
void histogram_record_bucket(struct histogram *histogram, size_t index, uint64_t count);

/*
 * The value below or at which the share `quantile` (0 to 1) of the values lies: the middle
 * of its bucket, at most the maximum; 0 for an empty histogram.
 */
int64_t histogram_quantile(const struct histogram *histogram, double quantile);

/* Forget all values. */
void histogram_reset(struct histogram *histogram);

#endif
