/* SPDX-License-Identifier: MIT */
/* series.h - what a contestant's rounds came to, for those who judge while the duet is played. */
#ifndef BENCH_RUN_SERIES_H
#define BENCH_RUN_SERIES_H

#include "bench/store/record.h"

struct series {
	double *values[MEASURES]; /* one a round; NaN: not measured */
	size_t count, room;	  /* rounds */
};

/* Append a round's values. Returns 0 or -ENOMEM: then nothing was appended. */
int series_add(struct series *series, const double *values);

void series_free(struct series *series);

#endif
