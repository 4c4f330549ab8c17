/* SPDX-License-Identifier: MIT */
/* draft.h - a text in memory, for what can be written only once it is whole. */
#ifndef BENCH_REPORT_DRAFT_H
#define BENCH_REPORT_DRAFT_H

#include <stddef.h>
#include <stdio.h>

struct draft {
	FILE *file; /* to write to, from start to end */
	char *text; /* what was written, from the end on; to be freed */
	size_t bytes;
};

/* Returns 0 or -ENOMEM, and then there is nothing to end. */
int draft_start(struct draft *draft);

/* Returns 0 or -ENOMEM, and then the text is NULL. */
int draft_end(struct draft *draft);

#endif
