/* SPDX-License-Identifier: MIT */
/*
 * switch.c - the token passed between two loops in two threads, which wake each other by
 * uv_async_send: the one call of libuv by which a thread reaches another's loop.
 *
 * It is how two parties that each run on their own hand over on libuv. It is not what two
 * callbacks of one loop cost each other: libuv has no tasks, and where one callback does the
 * other's work by calling it, nothing stops, nothing starts, and nothing is handed over. So this
 * stands beside the threads' number rather than the coroutines': the kernel switches, and in
 * between a loop writes to an eventfd, waits in epoll, and reads.
 *
 * Where both threads share a core, most of the time is libuv's own (1.44, which Debian 12 has): the
 * woken thread takes the core from the one that wakes it, inside of uv_async_send, and spins until
 * that call has ended. Its authors have mended that since (https://github.com/libuv/libuv/pull/3879);
 * a program cannot avoid it.
 *
 * A loop runs on from pass to pass: all is done in its callback. The token and what is summed are
 * those of bench/workloads/switch.c.
 */
#include <errno.h>
#include <stdlib.h>

#include "bench/peers/libuv/libuv.h"

#define END 0 /* a token is 1 or more */

struct party {
	uv_loop_t loop;
	uv_async_t wake; /* of this loop, sent by the other party; its data: the pair */
	int64_t token;	 /* set by the other party before it wakes this one */
};

struct pair {
	struct party self;  /* run by the caller of play */
	struct party other; /* run by the thread */
	uv_thread_t thread;
	int64_t operations; /* self's: until the token is as much, pass it on */
	uint64_t sum;	    /* self's: of the tokens that came back */
};

/* libuv's barrier is in the call: whoever is called back sees what was set before. */
static void give(struct party *to, int64_t token)
{
	to->token = token;
	uv_async_send(&to->wake);
}

static void token_came(uv_async_t *wake)
{
	struct pair *pair = wake->data;
	int64_t token = pair->self.token;

	pair->sum += (uint64_t)token;
	if (token < pair->operations)
		give(&pair->other, token + 1);
	else
		uv_stop(&pair->self.loop);
}

static void pass_back(uv_async_t *wake)
{
	struct pair *pair = wake->data;
	int64_t token = pair->other.token;

	if (token > END)
		give(&pair->self, token + 1);
	else
		uv_stop(&pair->other.loop);
}

static void run_other(void *arg)
{
	struct pair *pair = arg;

	uv_run(&pair->other.loop, UV_RUN_DEFAULT);
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct pair *pair = state;

	pair->operations = operations;
	pair->sum = 0;
	give(&pair->other, 1);
	uv_run(&pair->self.loop, UV_RUN_DEFAULT);
	tally->operations += pair->self.token;
	tally->checksum += pair->sum;
	return 0;
}

static void finish(void *state)
{
	struct pair *pair = state;

	give(&pair->other, END);
	uv_thread_join(&pair->thread);
	libuv_close_all(&pair->other.loop, NULL);
	libuv_close_all(&pair->self.loop, NULL);
	free(pair);
}

static int make_party(struct party *party, struct pair *pair, uv_async_cb woken)
{
	int result = uv_loop_init(&party->loop);

	if (result)
		return result;
	result = uv_async_init(&party->loop, &party->wake, woken);
	if (result)
		uv_loop_close(&party->loop);
	party->wake.data = pair;
	return result;
}

static int start(struct pair *pair)
{
	int result = make_party(&pair->self, pair, token_came);

	if (result)
		return result;
	result = make_party(&pair->other, pair, pass_back);
	if (result)
		goto close_self;
	result = uv_thread_create(&pair->thread, run_other, pair);
	if (!result)
		return 0;
	libuv_close_all(&pair->other.loop, NULL);
close_self:
	libuv_close_all(&pair->self.loop, NULL);
	return result;
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct pair *pair;
	int result;

	if (setting->parameters[0] != 2) {
		setting->problem =
			"libuv passes the token between two loops alone: tasks=2";
		return -EINVAL;
	}
	pair = calloc(1, sizeof(*pair));
	if (!pair)
		return -ENOMEM;
	result = start(pair);
	if (result) {
		free(pair);
		return result;
	}
	*state = pair;
	return 0;
}

const struct player libuv_switch = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
};
