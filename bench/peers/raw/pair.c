/* SPDX-License-Identifier: MIT */
/* pair.c - the stack of a second context, not guarded and not reused. See pair.h. */
#include "bench/peers/raw/pair.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

int64_t pair_make(struct setting *setting, const char *refusal, struct pair **made)
{
	struct pair *pair;

	if (setting->parameters[0] != 2) {
		setting->problem = refusal;
		return -EINVAL;
	}
	pair = calloc(1, sizeof(*pair));
	if (!pair)
		return -ENOMEM;
	pair->size = setting->stack_size;
	pair->stack = mmap(NULL, pair->size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	if (pair->stack == MAP_FAILED) {
		free(pair);
		return -ENOMEM;
	}
	*made = pair;
	return 0;
}

void pair_free(struct pair *pair)
{
	munmap(pair->stack, pair->size);
	free(pair);
}
