/* SPDX-License-Identifier: MIT */
/* victims.c - what the victims of threads-cancel-stress.c call, and who wakes them. See victims.h. */
#include "victims.h"

#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#define FOREVER SECONDS(3600)

uint64_t victim_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

_Noreturn void victim_broken(const struct victim *victim, const char *what)
{
	fprintf(stderr, "victim %d in %s: %s: %ld requests, %ld seen\n",
		(int)(victim - victim->stage->victims), victim->in, what, victim->sent,
		victim->seen);
	_exit(1);
}

/* ---- calls that wait until they are cancelled ---- */

enum {
	SLEEP,
	EVENT_WAIT,
	LOCK_ACQUIRE,
	QUEUE_GET,
	QUEUE_PUT,
	READ,
	READEXACTLY,
	WRITE,
	OPEN_CONNECTION,
	AWAIT,
	WAIT_FOR,
	GATHER
};

const char *const blocked_calls[BLOCKED_CALLS] = {
	[SLEEP] = "sleep",
	[EVENT_WAIT] = "event_wait",
	[LOCK_ACQUIRE] = "lock_acquire",
	[QUEUE_GET] = "queue_get",
	[QUEUE_PUT] = "queue_put",
	[READ] = "read",
	[READEXACTLY] = "readexactly",
	[WRITE] = "write",
	[OPEN_CONNECTION] = "open_connection",
	[AWAIT] = "await",
	[WAIT_FOR] = "wait_for",
	[GATHER] = "gather",
};

static int64_t sleep_forever(void *arg)
{
	(void)arg;
	return asyncio.sleep(FOREVER);
}

static int64_t wait_for_tasks(size_t call)
{
	struct task *task = asyncio.create_task(sleep_forever, NULL);

	if (call == AWAIT)
		return asyncio.await(task);
	if (call == WAIT_FOR)
		return asyncio.wait_for(task, FOREVER);
	return asyncio.gather(
		(struct task *[]){task, asyncio.create_task(sleep_forever, NULL)}, 2, NULL);
}

int64_t make_blocked_call(struct victim *victim, size_t call)
{
	static const char much[1 << 16];
	struct stage *stage = victim->stage;
	struct stream *stream;
	char bytes[16];

	switch (call) {
	case SLEEP:
		return asyncio.sleep(FOREVER);
	case EVENT_WAIT:
		return asyncio.event_wait(stage->never);
	case LOCK_ACQUIRE:
		return asyncio.lock_acquire(stage->held);
	case QUEUE_GET:
		return asyncio.queue_get(stage->empty);
	case QUEUE_PUT:
		return asyncio.queue_put(stage->full, 1);
	case READ:
		return asyncio.read(victim->stream, bytes, sizeof(bytes));
	case READEXACTLY:
		return asyncio.readexactly(victim->stream, bytes, sizeof(bytes));
	case WRITE:
		return asyncio.write(victim->stream, much, sizeof(much));
	case OPEN_CONNECTION:
		return asyncio.open_connection("127.0.0.1", stage->port, &stream);
	default:
		return wait_for_tasks(call);
	}
}

int64_t serve_silence(struct stream *stream, void *arg)
{
	struct stage *stage = arg;

	while (!stage->over)
		asyncio.sleep(MILLISECONDS(20));
	asyncio.close(stream);
	return 0;
}

/* ---- calls that others end at about the moment of their cancellation ---- */

/* The first four as above. */
const char *const woken_calls[WOKEN_CALLS] = {"sleep", "event_wait", "lock_acquire",
					      "queue_get", "read"};

static int64_t hold_shared_lock(struct victim *victim)
{
	struct stage *stage = victim->stage;
	int64_t r = asyncio.lock_acquire(stage->shared);

	if (r < 0)
		return r;
	if (stage->inside++)
		victim_broken(victim, "two hold one lock");
	for (int i = victim_random(&victim->random) % 8; i > 0; i--)
		sched_yield();
	stage->inside--;
	return asyncio.lock_release(stage->shared);
}

int64_t make_woken_call(struct victim *victim, size_t call)
{
	struct stage *stage = victim->stage;
	int64_t r;
	char byte;

	switch (call) {
	case SLEEP:
		return asyncio.sleep(MICROSECONDS(victim_random(&victim->random) % 100));
	case EVENT_WAIT:
		return asyncio.event_wait(stage->pulse);
	case LOCK_ACQUIRE:
		return hold_shared_lock(victim);
	case QUEUE_GET:
		r = asyncio.queue_get(stage->fed);
		stage->got += r > 0;
		return r;
	default:
		r = asyncio.read(victim->stream, &byte, 1);
		victim->bytes += r > 0;
		return r;
	}
}

int64_t feed_victims(void *arg)
{
	struct stage *stage = arg;

	while (!stage->over) {
		if (!asyncio.queue_put(stage->fed, 1))
			stage->put++;
		asyncio.event_set(stage->pulse);
		asyncio.event_clear(stage->pulse);
		asyncio.sleep(MICROSECONDS(20));
	}
	return 0;
}

int64_t serve_bytes(struct stream *stream, void *arg)
{
	struct stage *stage = arg;

	while (!stage->over) {
		stage->fed_bytes += asyncio.write(stream, "b", 1);
		asyncio.sleep(MICROSECONDS(100));
	}
	asyncio.close(stream);
	return 0;
}
