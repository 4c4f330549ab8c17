/* SPDX-License-Identifier: MIT */
/*
 * series.h - what a metric was in each round of a contestant, from a run's records. Pure.
 */
#ifndef BENCH_EVIDENCE_SERIES_H
#define BENCH_EVIDENCE_SERIES_H

#include <stddef.h>

#include "bench/evidence/predicate/metric.h"
#include "bench/evidence/scope.h"

/*
 * One value a round, in the metric's unit (ns, bytes, operations a ns, or as it is), NaN
 * where the round has none: an array to be freed. Returns 0; -ENODATA: no round has one;
 * -ENOMEM.
 */
int series_make(enum metric_kind metric, const struct seat_found *seat, double **values,
		size_t *rounds);

#endif
