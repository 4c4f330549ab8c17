/* SPDX-License-Identifier: MIT */
/* limits.h - whether the machine's limits allow a workload, and how much of it. */
#ifndef BENCH_WORKER_LIMITS_H
#define BENCH_WORKER_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/worker/request.h"
#include "bench/worker/room.h"

struct verdict {
	bool fits;
	const char *parameter; /* the one to lower; NULL: there is none */
	int64_t most;	       /* of it that fits; 0: none does */
	char why[160];
};

/* Compare what the request needs on the runtime with what there is room for. */
void limits_check(const struct request *request, const struct runtime *runtime,
		  const struct room *room, struct verdict *verdict);

#endif
