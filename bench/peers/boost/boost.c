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

#include <stdlib.h>

#include "bench/peers/raw/pair.h"

#define END 0 /* a token is 1 or more */

struct transfer {
	void *context; /* who jumped here, to jump back to */
	void *data;
};

struct transfer jump_fcontext(void *to, void *data);
void *make_fcontext(void *stack_top, size_t size, void (*function)(struct transfer));

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
	pair_free(pair);
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct pair *pair;
	int64_t result = pair_make(
		setting, "boost passes the token between two contexts alone: tasks=2",
		&pair);

	if (result)
		return result;
	pair->other = make_fcontext(pair->stack + pair->size, pair->size, pass_back);
	*state = pair;
	return 0;
}

static const struct player boost_switch = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
	.only = "tasks",
	.only_value = 2,
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
