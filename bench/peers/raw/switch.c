/* SPDX-License-Identifier: MIT */
/*
 * switch.c - the event loop's own stack switch, bare: no scheduler, no queue, no task.
 *
 * The calling context and one other switch to each other, the token travels as the switch's
 * value: what is left of a hand-over when a runtime does nothing. The token and the loops are
 * those of bench/workloads/switch.c. The two forms, without and with the floating-point control
 * words, share this code: the form is a constant wherever it is called.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "bench/peers/raw/raw.h"
#include "runtime/switch.h"

#define END 0 /* a token is 1 or more */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

typedef int64_t switch_form(void **save, void *load, int64_t value);

struct pair {
	void *self;  /* the calling context, while the other runs */
	void *other; /* the other context, while the caller runs */
	char *stack; /* of the other context */
	size_t size; /* of the stack, bytes */
};

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

/* A pair whose other context has no frame yet; -EINVAL, -ENOMEM. */
static int64_t make(struct setting *setting, struct pair **made)
{
	struct pair *pair;

	if (setting->parameters[0] != 2) {
		setting->problem =
			"raw passes the token between two contexts alone: tasks=2";
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

static void unmake(struct pair *pair)
{
	munmap(pair->stack, pair->size);
	free(pair);
}

/* ---- without the floating-point control words ---- */

static struct switch_target run_plain(void *arg)
{
	return pass_back(arg, switch_stack);
}

static int64_t prepare_plain(struct setting *setting, void **state)
{
	struct pair *pair;
	int64_t result = make(setting, &pair);

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
	unmake(pair);
}

const struct player raw_switch = {
	.prepare = prepare_plain,
	.play = play_plain,
	.finish = finish_plain,
};

/* ---- with them ---- */

static struct switch_target run_fp(void *arg)
{
	return pass_back(arg, switch_stack_fp);
}

static int64_t prepare_fp(struct setting *setting, void **state)
{
	struct pair *pair;
	int64_t result = make(setting, &pair);

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
	unmake(pair);
}

const struct player raw_switch_fp = {
	.prepare = prepare_fp,
	.play = play_fp,
	.finish = finish_fp,
};
