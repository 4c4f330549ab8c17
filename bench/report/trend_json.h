/* SPDX-License-Identifier: MIT */
/* trend_json.h - a trend for other programs. Each returns a new reference, or NULL: no memory. */
#ifndef BENCH_REPORT_TREND_JSON_H
#define BENCH_REPORT_TREND_JSON_H

#include <jansson.h>

#include "bench/report/trend.h"

/* The whole of it: an array of series, with their points and changes. */
json_t *trend_to_json(const struct trend *trend);

/*
 * The last point of every series, in the Bencher Metric Format
 * (bencher.dev/docs/reference/bencher-metric-format): an object of rows, which are objects of metrics,
 * which have value, lower_value and upper_value.
 */
json_t *trend_to_bmf(const struct trend *trend);

/*
 * The last point of every series, as github-action-benchmark reads its tool customSmallerIsBetter: an
 * array of name, unit, value, range and extra, of which range and extra are text.
 */
json_t *trend_to_action(const struct trend *trend);

#endif
