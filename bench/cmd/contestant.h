/* SPDX-License-Identifier: MIT */
/*
 * contestant.h - a contestant as the command line names it:
 * [PROGRAM@]RUNTIME[/WORKLOAD][:PARAMETER=VALUE]...
 */
#ifndef BENCH_CMD_CONTESTANT_H
#define BENCH_CMD_CONTESTANT_H

#include <stdbool.h>

#include "bench/cmd/catalogue.h"
#include "bench/cmd/setting.h"
#include "bench/store/record.h"

#define CONTESTANT_PARAMETERS 8
#define CONTESTANT_LABEL 128

struct contestant {
	char *words; /* owns the other strings but `found`, and the workload that was not named */
	char *found; /* the program, owned, where the runtime alone tells it (program.h) */
	char label[CONTESTANT_LABEL];
	const char *program; /* NULL: duet-worker beside this program */
	const char *runtime, *workload;
	struct named_value parameters[CONTESTANT_PARAMETERS];
	const char *values[CONTESTANT_PARAMETERS]; /* as given, not yet checked */
	size_t parameter_count;
};

/*
 * Cut the text into parts; `workload` is played when it names none itself (NULL: it must). The
 * contestant's strings live until contestant_free. Returns 0 or EXIT_BAD_USE, having complained.
 */
int contestant_parse(const char *text, const char *workload, struct contestant *contestant);
void contestant_free(struct contestant *contestant);

/*
 * Check the names and numbers against what the worker says of itself, and apply the settings that
 * fit, unless the contestant has its own. Returns 0 or EXIT_BAD_USE, having complained.
 */
int contestant_settle(struct contestant *contestant, struct catalogue *catalogue,
		      struct setting *settings, size_t setting_count);

/*
 * Whether the parameters of one that is settled go together; if not, `why` says what is wrong.
 */
bool contestant_is_fit(const struct contestant *contestant, struct catalogue *catalogue,
		       char *why, size_t size);

#endif
