/* SPDX-License-Identifier: MIT */
/*
 * memory.c - what waits on libuv's loop is no task but a handle: here a timer, one allocation.
 *
 * The timers are armed for a time that does not come while anybody looks. A lap makes all of them
 * due at once: each calls back, and is armed again as before.
 *
 * It is the least that a program needs in order to be called back. A callback has no stack: what
 * a task keeps in its local variables while it waits, a program on libuv keeps in memory of its
 * own beside the handle, and that is not in here, since it is the program's. As in the workload
 * (bench/workloads/memory.c), 8 bytes of the number are the list of those who wait.
 */
#include <errno.h>
#include <stdlib.h>

#include "bench/peers/libuv/libuv.h"

#define FAR_MS ((uint64_t)365 * 24 * 60 * 60 * 1000)

struct crowd {
	uv_loop_t loop;
	size_t size;
	size_t called;	      /* in this lap */
	uv_timer_t *timers[]; /* each its own allocation, freed when it is closed */
};

static void call_back(uv_timer_t *timer)
{
	struct crowd *crowd = timer->data;

	uv_timer_start(timer, call_back, FAR_MS, 0);
	if (++crowd->called == crowd->size)
		uv_stop(&crowd->loop);
}

static void play_lap(struct crowd *crowd)
{
	crowd->called = 0;
	for (size_t i = 0; i < crowd->size; i++)
		uv_timer_start(crowd->timers[i], call_back, 0, 0);
	uv_run(&crowd->loop, UV_RUN_DEFAULT);
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct crowd *crowd = state;
	int64_t done = 0;

	while (done < operations) {
		play_lap(crowd);
		done += (int64_t)crowd->called;
	}
	tally->operations += done;
	tally->checksum += (uint64_t)done;
	return 0;
}

static void free_timer(uv_handle_t *handle)
{
	free(handle);
}

static void finish(void *state)
{
	struct crowd *crowd = state;

	libuv_close_all(&crowd->loop, free_timer);
	free(crowd);
}

static uv_timer_t *make_timer(struct crowd *crowd)
{
	uv_timer_t *timer = malloc(sizeof(*timer));

	if (!timer)
		return NULL;
	uv_timer_init(&crowd->loop, timer);
	timer->data = crowd;
	uv_timer_start(timer, call_back, FAR_MS, 0);
	return timer;
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t size = (size_t)setting->parameters[0];
	struct crowd *crowd = calloc(1, sizeof(*crowd) + size * sizeof(crowd->timers[0]));
	int result;

	if (!crowd)
		return -ENOMEM;
	result = uv_loop_init(&crowd->loop);
	if (result) {
		free(crowd);
		return result;
	}
	for (crowd->size = 0; crowd->size < size; crowd->size++) {
		crowd->timers[crowd->size] = make_timer(crowd);
		if (!crowd->timers[crowd->size]) {
			finish(crowd);
			return -ENOMEM;
		}
	}
	*state = crowd;
	return 0;
}

const struct player libuv_memory = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
};
