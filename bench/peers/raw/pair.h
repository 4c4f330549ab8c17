/* SPDX-License-Identifier: MIT */
/*
 * pair.h - a second context beside the calling one, for the peers that switch between the two
 * without a runtime: its stack. Who jumps how is theirs; so is every timed loop.
 */
#ifndef BENCH_PEERS_RAW_PAIR_H
#define BENCH_PEERS_RAW_PAIR_H

#include <stddef.h>

#include "bench/workloads/workload.h"

struct pair {
	void *self; /* the calling context, where the switch does not hand it over itself */
	void *other; /* the other context, while the caller runs */
	char *stack; /* of the other context */
	size_t size; /* of the stack, bytes */
};

/*
 * A pair whose other context has a stack and no frame yet. Returns 0; -EINVAL, and the refusal as
 * the setting's problem, when more than two are to pass the token; -ENOMEM.
 */
int64_t pair_make(struct setting *setting, const char *refusal, struct pair **made);
void pair_free(struct pair *pair);

#endif
