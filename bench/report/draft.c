/* SPDX-License-Identifier: MIT */
/* draft.c - starts and ends a text in memory. See draft.h. */
#include "bench/report/draft.h"

#include <errno.h>
#include <stdlib.h>

int draft_start(struct draft *draft)
{
	draft->text = NULL;
	draft->file = open_memstream(&draft->text, &draft->bytes);
	return draft->file ? 0 : -ENOMEM;
}

int draft_end(struct draft *draft)
{
	if (fclose(draft->file) == 0)
		return 0;
	free(draft->text);
	draft->text = NULL;
	return -ENOMEM;
}
