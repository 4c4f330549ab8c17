/* SPDX-License-Identifier: MIT */
/* series.c - arrays that grow by a round. See series.h. */
#include "bench/run/series.h"

#include <errno.h>
#include <stdlib.h>

#define FIRST_ROUNDS 32

static int grow(struct series *series)
{
	size_t room = series->room ? 2 * series->room : FIRST_ROUNDS;

	for (size_t m = 0; m < MEASURES; m++) {
		double *grown = realloc(series->values[m], room * sizeof(*grown));

		if (!grown)
			return -ENOMEM;
		series->values[m] = grown;
	}
	series->room = room;
	return 0;
}

int series_add(struct series *series, const double *values)
{
	if (series->count == series->room && grow(series))
		return -ENOMEM;
	for (size_t m = 0; m < MEASURES; m++)
		series->values[m][series->count] = values[m];
	series->count++;
	return 0;
}

void series_free(struct series *series)
{
	for (size_t m = 0; m < MEASURES; m++)
		free(series->values[m]);
	*series = (struct series){0};
}
