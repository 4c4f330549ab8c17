/* SPDX-License-Identifier: MIT */
/* traces.h - the traces that claims of order are judged by: FOLDER/traces/NAME.jsonl. */
#ifndef BENCH_EVIDENCE_TRACES_H
#define BENCH_EVIDENCE_TRACES_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/evidence/predicate/predicate.h"
#include "bench/store/fingerprint.h"
#include "bench/store/trace.h"

#define TRACES_FOLDER "traces" /* within a folder of runs */

/* One trace, and the file that it is in. */
struct trace_kept {
	char *path;
	char hash[FINGERPRINT_TEXT]; /* of its contents: who cites the trace names it */
	struct trace_log log;
};

struct traces {
	struct trace_kept *all;
	size_t count;
};

/*
 * Add all traces of a folder of runs; none where it has none. Returns 0, or -errno with the
 * problem.
 */
int traces_read(const char *folder, struct traces *traces, struct problem *problem);
void traces_free(struct traces *traces);

/*
 * The trace that answers a query: of that machine, and of the workload, contestant and
 * parameters that the query names. Of a parameter that it does not name off (0) is meant.
 * Of several traces of the same the newest answers. Returns 0, also where there is none:
 * then *kept is NULL; -EINVAL, and the problem begins with "LINE:COLUMN: ": several remain
 * that are not of the same, or the query names cores or stacks, which no trace has;
 * -ENOMEM.
 */
int traces_find(const struct traces *traces, const char *machine,
		const struct predicate_query *query, const struct trace_kept **kept,
		struct problem *problem);

/*
 * Whether the first event of the query came before the second. Returns 1 or 0; -EINVAL, and
 * the problem begins with "LINE:COLUMN: ": events were lost; one of these is not written
 * so, or is not there.
 */
int traces_before(const struct trace_kept *kept, const struct predicate_query *query,
		  struct problem *problem);

#endif
