/* SPDX-License-Identifier: MIT */
/*
 * sleepers.c - libuv's timers: a task that sleeps is a timer that fires.
 *
 * libuv counts in milliseconds from the time its loop looked last (uv_now), both rounded down, so
 * that a timer armed with the delay alone fires early by up to two milliseconds and more. These
 * are armed by the clock as it is, rounded up to libuv's next millisecond: none is early, and none
 * is later than it must be. It takes one reading of the clock for each, as much as uv_update_time.
 *
 * Without warm=1 a timer is initialised and closed in each batch, as a program does that needs
 * one now and then; with it the timers are kept and only armed. Delays, batches and what is
 * checked: bench/workloads/sleepers.c.
 */
#include <errno.h>
#include <stdlib.h>

#include "bench/kernels/delay.h"
#include "bench/peers/libuv/libuv.h"
#include "bench/stats/histogram.h"

enum { TASKS, MS, SPREAD, NAPS, WARM }; /* the parameters of sleepers */

struct sleeper {
	uv_timer_t timer; /* its data is the dormitory */
	size_t nap;
	int64_t due_ns;	  /* when the nap ends, of uv_hrtime */
	int64_t *late_ns; /* warm: how long after that the timer fired, of each nap */
};

struct dormitory {
	uv_loop_t loop;
	size_t size, naps;
	int64_t least_ns, spread_ns;
	bool warm;
	int64_t *late_ns; /* of all sleepers */
	struct sleeper sleepers[];
};

static void wake(uv_timer_t *timer);
static void wake_warm(uv_timer_t *timer);

/* Sleep from now on. It cannot fail: there is a callback, and the timer is not closing. */
static void doze(struct dormitory *dormitory, struct sleeper *sleeper, int64_t now)
{
	size_t place = (size_t)(sleeper - dormitory->sleepers);
	uint64_t due_ms;

	sleeper->due_ns = now + delay_of(sleeper->nap * dormitory->size + place,
					 dormitory->least_ns, dormitory->spread_ns);
	due_ms = (uint64_t)(sleeper->due_ns + MILLISECONDS(1) - 1) / MILLISECONDS(1);
	uv_timer_start(&sleeper->timer, dormitory->warm ? wake_warm : wake,
		       due_ms - uv_now(&dormitory->loop), 0);
}

static void wake(uv_timer_t *timer)
{
	struct sleeper *sleeper = (struct sleeper *)timer;
	struct dormitory *dormitory = timer->data;

	if (++sleeper->nap < dormitory->naps)
		doze(dormitory, sleeper, (int64_t)uv_hrtime());
	else
		uv_close((uv_handle_t *)timer, NULL);
}

static void wake_warm(uv_timer_t *timer)
{
	struct sleeper *sleeper = (struct sleeper *)timer;
	struct dormitory *dormitory = timer->data;
	int64_t now = (int64_t)uv_hrtime();

	sleeper->late_ns[sleeper->nap] = now - sleeper->due_ns;
	if (++sleeper->nap < dormitory->naps)
		doze(dormitory, sleeper, now);
}

static void make_timer(struct dormitory *dormitory, struct sleeper *sleeper)
{
	uv_timer_init(&dormitory->loop, &sleeper->timer);
	sleeper->timer.data = dormitory;
}

static void play_batch(struct dormitory *dormitory)
{
	for (size_t i = 0; i < dormitory->size; i++) {
		struct sleeper *sleeper = &dormitory->sleepers[i];

		if (!dormitory->warm)
			make_timer(dormitory, sleeper);
		sleeper->nap = 0;
		doze(dormitory, sleeper, (int64_t)uv_hrtime());
	}
	uv_run(&dormitory->loop, UV_RUN_DEFAULT);
}

static void tell_lateness(const struct dormitory *dormitory, struct tally *tally)
{
	for (size_t i = 0; i < dormitory->size * dormitory->naps; i++) {
		histogram_record(tally->latency, dormitory->late_ns[i]);
		tally->checksum += dormitory->late_ns[i] >= 0;
	}
}

/* The end of the last nap of any sleeper. */
static int64_t last_due(const struct dormitory *dormitory)
{
	int64_t last = 0;

	for (size_t i = 0; i < dormitory->size; i++)
		if (dormitory->sleepers[i].due_ns > last)
			last = dormitory->sleepers[i].due_ns;
	return last;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct dormitory *dormitory = state;
	int64_t done = 0;

	while (done < operations) {
		play_batch(dormitory);
		if (dormitory->warm)
			tell_lateness(dormitory, tally);
		else if ((int64_t)uv_hrtime() >= last_due(dormitory))
			tally->checksum += dormitory->size * dormitory->naps;
		done += (int64_t)(dormitory->size * dormitory->naps);
	}
	tally->operations += done;
	return 0;
}

static void finish(void *state)
{
	struct dormitory *dormitory = state;

	libuv_close_all(&dormitory->loop, NULL);
	free(dormitory->late_ns);
	free(dormitory);
}

static void make_all(struct dormitory *dormitory, const int64_t *parameters)
{
	dormitory->size = (size_t)parameters[TASKS];
	dormitory->naps = (size_t)parameters[NAPS];
	dormitory->least_ns = MILLISECONDS(parameters[MS]);
	dormitory->spread_ns = MILLISECONDS(parameters[SPREAD]);
	dormitory->warm = parameters[WARM];
	for (size_t i = 0; i < dormitory->size; i++) {
		dormitory->sleepers[i].late_ns = dormitory->late_ns + i * dormitory->naps;
		if (dormitory->warm)
			make_timer(dormitory, &dormitory->sleepers[i]);
	}
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t size = (size_t)setting->parameters[TASKS];
	struct dormitory *dormitory =
		calloc(1, sizeof(*dormitory) + size * sizeof(dormitory->sleepers[0]));
	int result = -ENOMEM;

	if (!dormitory)
		return result;
	dormitory->late_ns = calloc(size * (size_t)setting->parameters[NAPS],
				    sizeof(*dormitory->late_ns));
	if (dormitory->late_ns)
		result = uv_loop_init(&dormitory->loop);
	if (result) {
		free(dormitory->late_ns);
		free(dormitory);
		return result;
	}
	make_all(dormitory, setting->parameters);
	*state = dormitory;
	return 0;
}

const struct player libuv_sleepers = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
};
