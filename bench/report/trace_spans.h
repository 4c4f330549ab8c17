/* SPDX-License-Identifier: MIT */
/* trace_spans.h - what each task of a trace was doing when: its events, joined to spans. */
#ifndef BENCH_REPORT_TRACE_SPANS_H
#define BENCH_REPORT_TRACE_SPANS_H

#include "bench/store/trace.h"

enum trace_doing {
	TRACE_IS_CREATED, /* and not started */
	TRACE_IS_WAITING, /* in a call that may wait; on a loop also for its turn */
	TRACE_IS_RUNNING,
	TRACE_DOINGS,
};

struct trace_span {
	size_t lane; /* of its task */
	enum trace_doing doing;
	int64_t from_ns, to_ns;
};

/* A task that lives in the time shown. */
struct trace_lane {
	int64_t task;
	const char *name; /* the last that it had; borrowed from the log */
};

/* While a phase lasts: from its first event to its last. */
struct trace_spans {
	struct trace_lane *lanes; /* in the order of their tasks' first events */
	size_t lane_count;
	struct trace_span *spans; /* cut off where the phase begins and ends */
	size_t count;
	int64_t from_ns, to_ns; /* to_ns is less where the phase has no event */
};

/* Returns 0, or -ENOMEM: then there is nothing to free. */
int trace_spans_find(const struct trace_log *log, const char *phase,
		     struct trace_spans *spans);
void trace_spans_free(struct trace_spans *spans);

#endif
