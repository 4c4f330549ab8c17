/* SPDX-License-Identifier: MIT */
/* runtime.c - looks things up in the table of runtimes, whichever it is. */
#include <string.h>

#include "bench/worker/runtimes.h"

const struct runtime *runtime_find(const char *name)
{
	for (const struct runtime *runtime = runtimes; runtime->name; runtime++)
		if (!strcmp(runtime->name, name))
			return runtime;
	return NULL;
}

const char *runtime_summary(const struct runtime *runtime)
{
	return runtime->peer ? runtime->peer->summary : runtime->summary;
}

const struct player *runtime_player(const struct runtime *runtime,
				    const struct workload *workload)
{
	if (runtime->table)
		return &workload->player;
	for (const struct peer_play *play = runtime->peer->plays; play->workload; play++)
		if (!strcmp(play->workload, workload->name))
			return play->player;
	return NULL;
}
