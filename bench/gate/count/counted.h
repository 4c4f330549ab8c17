/* SPDX-License-Identifier: MIT */
/*
 * counted.h - the verdict of a row that is counted, not measured. Pure: no process, no I/O.
 *
 * Where all takes of a side are alike, the two counts are compared as they are: nothing is left to
 * chance, and the ratio has no interval. What threads do depends on when the kernel lets them run:
 * there the takes scatter, and the difference of the means of their logarithms has an interval of
 * t, the sides' variances being their own (B. L. Welch, "The generalization of 'Student's' problem
 * when several different population variances are involved", Biometrika 34 (1947)). Such a row
 * fails when the whole interval is beyond the tolerance, passes when all of it is within the
 * margin, and is else not comparable: no budget would tell, since takes are as many as there are.
 */
#ifndef BENCH_GATE_COUNT_COUNTED_H
#define BENCH_GATE_COUNT_COUNTED_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/gate/metric.h"
#include "bench/gate/record/record.h"

#define COUNTED_LEAST 2	    /* takes of each side: one would be alike to itself */
#define COUNTED_MOST 5	    /* of each, where they are not alike */
#define COUNTED_LEVEL 0.001 /* of each end of the interval, for all counted rows together */

/* One metric, an operation, of the same number of takes of each side: COUNTED_LEAST at least. */
struct counted_takes {
	double base[COUNTED_MOST], head[COUNTED_MOST];
	size_t n;
};

/* Whether every take of a side is what its first one is. */
bool counted_alike(const struct counted_takes *takes);

/*
 * Fill in one of `rows` counted rows, of which name, metric and tolerance are known: it passes,
 * fails, or is not comparable; it is unmeasured where a count is no number.
 */
void counted_judge(const struct gate_metric *metric, const struct counted_takes *takes,
		   size_t rows, struct gate_row *row);

#endif
