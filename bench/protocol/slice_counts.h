/* SPDX-License-Identifier: MIT */
/*
 * slice_counts.h - what a workload counts in a slice besides its operations, by name: {"lost": 17}
 * (docs/protocol.md).
 */
#ifndef BENCH_PROTOCOL_SLICE_COUNTS_H
#define BENCH_PROTOCOL_SLICE_COUNTS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#define SLICE_COUNTS_MAX 4
#define SLICE_COUNT_NAME 24 /* bytes of a name, with its end */

struct slice_counts {
	size_t size;
	struct slice_count {
		char name[SLICE_COUNT_NAME];
		int64_t value;
	} rows[SLICE_COUNTS_MAX];
};

/*
 * Read them; of NULL, what nobody told, there are none. Returns 0, or -EINVAL when it is no object
 * of at most SLICE_COUNTS_MAX names, one is empty or too long, or a value is no integer from 0 on.
 */
int slice_counts_from_json(const json_t *json, struct slice_counts *counts);

/* The value of that name; 0: there is none. */
int64_t slice_counts_value(const struct slice_counts *counts, const char *name);

#endif
