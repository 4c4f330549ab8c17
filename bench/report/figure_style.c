/* SPDX-License-Identifier: MIT */
/* figure_style.c - how a contestant looks. */
#include "bench/report/figure_style.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* In the order of their linetypes in scripts/figures/palette.gp; scripts/compare.jq has them too. */
static const char *const known[] = {"coroutines", "threads", "raw", "boost", "libuv"};

#define STYLES_OTHER 3 /* linetypes after those of the known runtimes */

/* The linetype that the runtime always has; 0: none. */
static int known_style(const struct duet_summary *duet, size_t index)
{
	const char *runtime = duet->contestants[index].record->runtime;

	/* a second one of a runtime is another build of it, and must look otherwise */
	for (size_t i = 0; i < index; i++)
		if (strcmp(duet->contestants[i].record->runtime, runtime) == 0)
			return 0;
	for (size_t i = 0; i < COUNT(known); i++)
		if (strcmp(known[i], runtime) == 0)
			return (int)i + 1;
	return 0;
}

int figure_style(const struct duet_summary *duet,
		 const struct contestant_summary *contestant)
{
	size_t index = (size_t)(contestant - duet->contestants);
	int style = known_style(duet, index), others = 0;

	for (size_t i = 0; i < index; i++)
		others += known_style(duet, i) == 0;
	return style ? style : (int)COUNT(known) + 1 + others % STYLES_OTHER;
}
