/* SPDX-License-Identifier: MIT */
/* counting.h - the rows of a gate that are counted, not measured. For bench/gate alone. */
#ifndef BENCH_GATE_COUNT_COUNTING_H
#define BENCH_GATE_COUNT_COUNTING_H

#include "bench/gate/gate.h"

/* Whether a workload, as it is described, can be counted. */
bool gate_can_count(const json_t *workload);

/* Warn of rows that cannot, of which one is named. 0 of them: nothing. */
void gate_warn_left_out(struct gate *gate, const char *name, size_t count);

/* Whether anything can be counted here; if not, that is warned of. */
bool gate_count_ready(const struct gate_plan *plan, struct gate *gate);

/*
 * Count the rows that are counted, and judge them: seconds each. What fails is unmeasured. Returns 0;
 * -EINTR or -ENOMEM with the problem filled in.
 */
int gate_count_rows(const struct gate_plan *plan, const struct gate_events *events,
		    struct gate *gate, struct problem *problem);

#endif
