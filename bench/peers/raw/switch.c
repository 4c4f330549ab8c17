/* SPDX-License-Identifier: MIT */
/*
 * switch.c - the event loop's own stack switch, bare: no scheduler, no queue, no task.
 *
 * The calling context and one other switch to each other, the token travels as the switch's
 * value: what is left of a hand-over when a runtime does nothing. The token and the loops are
 * those of bench/workloads/switch.c. The two forms, without and with the floating-point control
 * words, share this code: the form is a constant wherever it is called.
 */
#include "runtime/switch.h"
#include "bench/peers/raw/pair.h"
#include "bench/peers/raw/raw.h"

#define END 0 /* a token is 1 or more */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

static const char refusal[] = "raw passes the token between two contexts alone: tasks=2";

typedef int64_t switch_form(void **save, void *load, int64_t value);

ALWAYS_INLINE struct switch_target pass_back(struct pair *pair, switch_form *form)
{
	int64_t token = form(&pair->other, pair->self, END); /* started: see prepare */

	while (token > END)
		token = form(&pair->other, pair->self, token + 1);
	return (struct switch_target){.sp = pair->self, .value = END};
}

ALWAYS_INLINE int64_t pass(struct pair *pair, int64_t operations, struct tally *tally,
			   switch_form *form)
{
	int64_t token = 0;
	uint64_t sum = 0;

	while (token < operations) {
		token = form(&pair->self, pair->other, token + 1);
		sum += (uint64_t)token;
	}
	tally->operations += token;
	tally->checksum += sum;
	return 0;
}

/* ---- without the floating-point control words ---- */

static struct switch_target run_plain(void *arg)
{
	return pass_back(arg, switch_stack);
}

static int64_t prepare_plain(struct setting *setting, void **state)
{
	struct pair *pair;
	int64_t result = pair_make(setting, refusal, &pair);

	if (result)
		return result;
	pair->other = switch_prepare(pair->stack + pair->size, run_plain, pair);
	switch_stack(&pair->self, pair->other, END);
	*state = pair;
	return 0;
}

static int64_t play_plain(void *state, int64_t operations, struct tally *tally)
{
	return pass(state, operations, tally, switch_stack);
}

static void finish_plain(void *state)
{
	struct pair *pair = state;

	switch_stack(&pair->self, pair->other, END);
	pair_free(pair);
}

const struct player raw_switch = {
	.source = __FILE__,
	.prepare = prepare_plain,
	.play = play_plain,
	.finish = finish_plain,
	.only = "tasks",
	.only_value = 2,
};

/* ---- with them ---- */

static struct switch_target run_fp(void *arg)
{
	return pass_back(arg, switch_stack_fp);
}

static int64_t prepare_fp(struct setting *setting, void **state)
{
	struct pair *pair;
	int64_t result = pair_make(setting, refusal, &pair);

	if (result)
		return result;
	pair->other = switch_prepare_fp(pair->stack + pair->size, run_fp, pair);
	switch_stack_fp(&pair->self, pair->other, END);
	*state = pair;
	return 0;
}

static int64_t play_fp(void *state, int64_t operations, struct tally *tally)
{
	return pass(state, operations, tally, switch_stack_fp);
}

static void finish_fp(void *state)
{
	struct pair *pair = state;

	switch_stack_fp(&pair->self, pair->other, END);
	pair_free(pair);
}

const struct player raw_switch_fp = {
	.source = __FILE__,
	.prepare = prepare_fp,
	.play = play_fp,
	.finish = finish_fp,
	.only = "tasks",
	.only_value = 2,
};
