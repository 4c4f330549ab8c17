/* SPDX-License-Identifier: MIT */
/*
 * boost.c - the switch as Boost.Context does it: jump_fcontext, no scheduler, no queue.
 *
 * The limit that users of Boost know: the calling context and one other jump to each other, the
 * token travels in the jump's data argument. Boost saves the floating-point control words at every
 * jump. The token and the loops are those of bench/workloads/switch.c.
 *
 * The two C functions are Boost's own binary interface (boost/context/detail/fcontext.hpp), which
 * is declared in C++ only.
 */
#include "bench/peers/boost/boost.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#define END 0 /* a token is 1 or more */

struct transfer {
	void *context; /* who jumped here, to jump back to */
	void *data;
};

struct transfer jump_fcontext(void *to, void *data);
void *make_fcontext(void *stack_top, size_t size, void (*function)(struct transfer));

struct pair {
	void *other; /* the other context, suspended in its jump */
	char *stack; /* of the other context */
	size_t size; /* of the stack, bytes */
};

static void pass_back(struct transfer from)
{
	int64_t token;

	while ((token = (intptr_t)from.data) > END)
		from = jump_fcontext(from.context, (void *)(intptr_t)(token + 1));
	jump_fcontext(from.context, (void *)(intptr_t)END);
	abort(); /* finish has freed the stack */
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct pair *pair = state;
	struct transfer from = {.context = pair->other};
	int64_t token = 0;
	uint64_t sum = 0;

	while (token < operations) {
		from = jump_fcontext(from.context, (void *)(intptr_t)(token + 1));
		token = (intptr_t)from.data;
		sum += (uint64_t)token;
	}
	pair->other = from.context;
	tally->operations += token;
	tally->checksum += sum;
	return 0;
}

static void finish(void *state)
{
	struct pair *pair = state;

	jump_fcontext(pair->other, (void *)(intptr_t)END);
	munmap(pair->stack, pair->size);
	free(pair);
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct pair *pair;

	if (setting->parameters[0] != 2) {
		setting->problem =
			"boost passes the token between two contexts alone: tasks=2";
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
	pair->other = make_fcontext(pair->stack + pair->size, pair->size, pass_back);
	*state = pair;
	return 0;
}

static const struct player boost_switch = {
	.prepare = prepare,
	.play = play,
	.finish = finish,
};

static const struct peer_play plays[] = {
	{"switch", &boost_switch},
	{0},
};

const struct peer peer_boost = {
	.name = "boost",
	.summary = "Boost.Context's jump_fcontext, no scheduler",
	.plays = plays,
};
