/* SPDX-License-Identifier: MIT */
/* lineup.h - the contestants of one duet, from a list of names to what the conductor is given. */
#ifndef BENCH_CMD_LINEUP_H
#define BENCH_CMD_LINEUP_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/cmd/catalogue.h"
#include "bench/cmd/contestant.h"
#include "bench/run/run.h"

#define LINEUP_CONTESTANTS 64
#define LINEUP_SETTINGS 4

struct lineup {
	struct contestant contestants[LINEUP_CONTESTANTS];
	struct contestant_plan plans[LINEUP_CONTESTANTS];
	size_t count;
	struct setting own[LINEUP_SETTINGS]; /* of this duet alone */
	size_t own_count;
	bool unfit; /* with `lenient`: its own settings do not go with those of all duets */
};

/* What every lineup of a plan is checked against. */
struct lineup_rules {
	struct catalogue *catalogue;
	struct setting *settings; /* of all duets */
	size_t setting_count;
	const char *workload; /* of those who name none; NULL: each must */
	bool lenient; /* leave out whoever does not play the workload, and a lineup whose own
			 settings do not go with those of all */
};

/*
 * The contestants of a list ("a,b"), with `settings` (NAME=VALUE,..., or NULL) of their own. Puts
 * into *lineup what lineup_free frees; NULL with `lenient` when it is left out. Returns 0 or
 * EXIT_BAD_USE, having complained.
 */
int lineup_make(const struct lineup_rules *rules, const char *list, const char *settings,
		struct lineup **lineup);
void lineup_free(struct lineup *lineup);

/*
 * Where all play the same workload with the same parameters, the runtimes' names tell them apart:
 * let the labels be no longer than these.
 */
void lineup_shorten(struct lineup *lineup);

#endif
