/* SPDX-License-Identifier: MIT */
/* request.h - what a command asks for: a workload and the values of its parameters. */
#ifndef BENCH_WORKER_REQUEST_H
#define BENCH_WORKER_REQUEST_H

#include <jansson.h>
#include <stdint.h>

#include "bench/worker/complaint.h"
#include "bench/worker/runtimes.h"

struct request {
	const struct workload *workload;
	const struct player *player;
	int64_t parameters[PARAMETERS_MAX]; /* in the order of the workload's table */
};

/*
 * Read the members `workload` and `parameters` of a command for a runtime. Returns 0, or -EINVAL
 * with the complaint made: no such workload or parameter (with the nearest name), one that the
 * runtime does not play, a value that is no integer or out of range, parameters that do not go
 * together.
 */
int request_read(const json_t *command, const struct runtime *runtime,
		 struct request *request, struct complaint *complaint);

/* The index of the parameter of that name, or -1. */
int request_find_parameter(const struct workload *workload, const char *name);

/* All the parameters with their values, as a new reference; NULL: no memory. */
json_t *request_parameters(const struct request *request);

#endif
