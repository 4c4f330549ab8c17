/* SPDX-License-Identifier: MIT */
/*
 * latency.h - a histogram's buckets as JSON: only those that are not empty (docs/protocol.md).
 *
 * Works on bare arrays of counts: what the buckets mean is known to bench/stats/histogram.h,
 * whose `buckets` and HISTOGRAM_BUCKETS the callers pass.
 */
#ifndef BENCH_PROTOCOL_LATENCY_H
#define BENCH_PROTOCOL_LATENCY_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* {"max_ns": max, "buckets": [[index, count], ...]} as a new reference; NULL: no memory. */
json_t *latency_to_json(const uint64_t *buckets, size_t n, int64_t max_ns);

/*
 * Add the counts to buckets[0 .. n-1] and raise *max_ns. Returns how many values were added, or
 * -EINVAL, with nothing added, when the JSON is not of that form, an index is not below n, or a
 * count is negative.
 */
int64_t latency_from_json(const json_t *json, uint64_t *buckets, size_t n, int64_t *max_ns);

#endif
