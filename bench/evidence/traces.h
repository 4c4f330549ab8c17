/* SPDX-License-Identifier: MIT */
/* traces.h - the traces that claims of order are judged by: FOLDER/traces/NAME.jsonl. */
#ifndef BENCH_EVIDENCE_TRACES_H
#define BENCH_EVIDENCE_TRACES_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/evidence/predicate/predicate.h"
#include "bench/store/trace.h"

#define TRACES_FOLDER "traces" /* within a folder of runs */

/* One trace, and the file that it is in. */
struct trace_kept {
	char *path;
	struct trace_log log;
};

struct traces {
	struct trace_kept *all;
	size_t count;
};

/* Add all traces of a folder of runs; none where it has none. Returns 0, or -errno with the problem. */
int traces_read(const char *folder, struct traces *traces, struct problem *problem);
void traces_free(struct traces *traces);

/*
 * Whether the first event of the query came before the second, in a trace of its workload, contestant
 * and parameters. Returns 1 or 0; -ENODATA: there is no such trace; -EINVAL, and the problem begins with
 * "LINE:COLUMN: ": several traces and no workload; an event is not written so, or is not in the trace.
 */
int traces_before(const struct traces *traces, const struct predicate_query *query,
		  struct problem *problem);

/* The file of the trace that answers the query, borrowed; NULL: there is none. */
const char *traces_path(const struct traces *traces, const struct predicate_query *query);

#endif
