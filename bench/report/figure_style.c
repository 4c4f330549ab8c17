/* SPDX-License-Identifier: MIT */
/* figure_style.c - how a contestant looks. */
#include "bench/report/figure_style.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define STYLES_OTHER 4 /* after those of the known runtimes */

static int known_style(const char *runtime)
{
	static const char *const known[] = {"coroutines", "threads", "raw", "boost"};

	for (size_t i = 0; i < COUNT(known); i++)
		if (strcmp(known[i], runtime) == 0)
			return (int)i + 1;
	return 0;
}

int figure_style(const struct duet_summary *duet,
		 const struct contestant_summary *contestant)
{
	size_t index = (size_t)(contestant - duet->contestants);
	int style = known_style(contestant->record->runtime);

	/* a second one of a runtime is another build of it, and must look otherwise */
	for (size_t i = 0; i < index; i++)
		if (strcmp(duet->contestants[i].record->runtime,
			   contestant->record->runtime) == 0)
			style = 0;
	return style ? style : 5 + (int)(index % STYLES_OTHER);
}
