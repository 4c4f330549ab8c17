/* SPDX-License-Identifier: MIT */
/*
 * library.h - the results folders that documents are judged by, and what each is cited by:
 * machine, version, day, content. Never the host's name.
 */
#ifndef BENCH_EVIDENCE_LIBRARY_H
#define BENCH_EVIDENCE_LIBRARY_H

#include <stddef.h>

#include "bench/evidence/traces.h"
#include "bench/report/summary.h"
#include "bench/store/fingerprint.h"
#include "bench/store/problem.h"
#include "bench/store/results.h"

#define LIBRARY_DEFAULT "results/reference"
#define LIBRARY_MACHINES 8 /* whose opinions are asked: those of the newest runs */

/* One run. */
struct volume {
	struct results results;
	char machine[FINGERPRINT_TEXT];
	char hash[FINGERPRINT_TEXT]; /* of its contents: who cites the run names it */
	struct summary *summary;     /* what its rounds come to */
};

struct library {
	struct volume *volumes; /* the newest first */
	size_t count;
	struct traces traces;
	/* The first that was read, where traces that are missing go: borrowed. */
	const char *folder;
};

/*
 * Read folders: each is that of a run, or holds such, which are all read; others within it
 * are left alone, as are runs that are still written. Traces are those of the folders
 * themselves. A folder that is not there is none yet. Returns 0, or -errno with the
 * problem: unreadable, damaged; -ENOMEM.
 */
int library_read(const char *const *folders, size_t count, struct library *library,
		 struct problem *problem);
void library_free(struct library *library);

/*
 * The machines of the volumes, each once, the one first that the newest run was on, and
 * then those of traces alone: at most `most` of them, borrowed. Returns how many there are.
 */
size_t library_machines(const struct library *library, const char **machines, size_t most);

#endif
