/* SPDX-License-Identifier: MIT */
/* slice.h - what a worker reports for one slice, as a struct and as JSON (docs/protocol.md). */
#ifndef BENCH_PROTOCOL_SLICE_H
#define BENCH_PROTOCOL_SLICE_H

#include <jansson.h>
#include <stdint.h>

struct slice {
	int64_t operations;
	int64_t wall_ns;
	int64_t cpu_ns;
	int64_t voluntary, involuntary;	    /* context switches */
	int64_t minor_faults, major_faults; /* page faults */
	int64_t harness_ns; /* processor time of the conductor meanwhile; -1: not told */
};

/* A new JSON object with the members of the slice, to which the caller adds; NULL: no memory. */
json_t *slice_to_json(const struct slice *slice);

/*
 * Read the members back; harness_ns alone may be missing. Returns 0, or -EINVAL when another one is,
 * or one is no integer or negative.
 */
int slice_from_json(const json_t *json, struct slice *slice);

#endif
