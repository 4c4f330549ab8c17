/* SPDX-License-Identifier: MIT */
/*
 * threads-cancel-stress.c - cancellations of threads at random moments of every waiting call. Of
 * the threads' runtime alone: there a request is a signal, which may come just before a thread
 * blocks. That window is so narrow that also a wrong runtime passes by luck; so this program is
 * to be built twice, the second time with threaded/ compiled with -DTHREADED_TEST_WINDOW=20000,
 * which puts so many turns of a loop into it.
 *
 * DUET_TEST_CANCELS is the number of cancellations in the first test, 100,000 without it; the
 * second makes half as many.
 */
#include <errno.h>
#include <netinet/in.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "asyncio.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define FOREVER SECONDS(3600)
#define HANG SECONDS(30)
#define VICTIMS 6

static const struct asyncio *const a = &asyncio_threads;

struct stage;

struct victim {
	struct stage *stage;
	struct task *task;
	struct stream *stream;
	const char *_Atomic in; /* the call that it makes */
	_Atomic long sent;	/* requests, counted before they are made */
	_Atomic long seen;	/* requests that a call delivered */
	long bytes;		/* that it has read */
	uint64_t random;
};

/* Make a call by its place among the names. */
typedef int64_t waiting_call(struct victim *victim, size_t call);

struct stage {
	const char *const *calls; /* the victims make these, in random order */
	size_t calls_n;
	waiting_call *make;
	coroutine *feeder; /* wakes them, or NULL */
	connection_handler *handler;
	struct queue *empty, *full, *fed;
	struct lock *held, *shared;
	struct event *never, *pulse;
	int listener; /* whose backlog is full */
	int backlog[4];
	uint16_t port;
	long inside; /* shared guards it */
	_Atomic long put, got, fed_bytes;
	_Atomic bool over;
	struct victim victims[VICTIMS];
};

static uint64_t random_next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static _Noreturn void broken(const struct victim *victim, const char *what)
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

static const char *const blocked_calls[] = {
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
	return a->sleep(FOREVER);
}

static int64_t wait_for_tasks(size_t call)
{
	struct task *task = a->create_task(sleep_forever, NULL);

	if (call == AWAIT)
		return a->await(task);
	if (call == WAIT_FOR)
		return a->wait_for(task, FOREVER);
	return a->gather((struct task *[]){task, a->create_task(sleep_forever, NULL)}, 2,
			 NULL);
}

static int64_t make_blocked_call(struct victim *victim, size_t call)
{
	static const char much[1 << 16];
	struct stage *stage = victim->stage;
	struct stream *stream;
	char bytes[16];

	switch (call) {
	case SLEEP:
		return a->sleep(FOREVER);
	case EVENT_WAIT:
		return a->event_wait(stage->never);
	case LOCK_ACQUIRE:
		return a->lock_acquire(stage->held);
	case QUEUE_GET:
		return a->queue_get(stage->empty);
	case QUEUE_PUT:
		return a->queue_put(stage->full, 1);
	case READ:
		return a->read(victim->stream, bytes, sizeof(bytes));
	case READEXACTLY:
		return a->readexactly(victim->stream, bytes, sizeof(bytes));
	case WRITE:
		return a->write(victim->stream, much, sizeof(much));
	case OPEN_CONNECTION:
		return a->open_connection("127.0.0.1", stage->port, &stream);
	default:
		return wait_for_tasks(call);
	}
}

static int64_t keep_open(struct stream *stream, void *arg)
{
	struct stage *stage = arg;

	while (!stage->over)
		a->sleep(MILLISECONDS(20));
	a->close(stream);
	return 0;
}

/* ---- calls that others end at about the moment of their cancellation ---- */

/* The first four as above. */
static const char *const woken_calls[] = {"sleep", "event_wait", "lock_acquire",
					  "queue_get", "read"};

static int64_t hold_shared_lock(struct victim *victim)
{
	struct stage *stage = victim->stage;
	int64_t r = a->lock_acquire(stage->shared);

	if (r < 0)
		return r;
	if (stage->inside++)
		broken(victim, "two hold one lock");
	for (int i = random_next(&victim->random) % 8; i > 0; i--)
		sched_yield();
	stage->inside--;
	return a->lock_release(stage->shared);
}

static int64_t make_woken_call(struct victim *victim, size_t call)
{
	struct stage *stage = victim->stage;
	int64_t r;
	char byte;

	switch (call) {
	case SLEEP:
		return a->sleep(MICROSECONDS(random_next(&victim->random) % 100));
	case EVENT_WAIT:
		return a->event_wait(stage->pulse);
	case LOCK_ACQUIRE:
		return hold_shared_lock(victim);
	case QUEUE_GET:
		r = a->queue_get(stage->fed);
		stage->got += r > 0;
		return r;
	default:
		r = a->read(victim->stream, &byte, 1);
		victim->bytes += r > 0;
		return r;
	}
}

static int64_t feed(void *arg)
{
	struct stage *stage = arg;

	while (!stage->over) {
		if (!a->queue_put(stage->fed, 1))
			stage->put++;
		a->event_set(stage->pulse);
		a->event_clear(stage->pulse);
		a->sleep(MICROSECONDS(20));
	}
	return 0;
}

static int64_t feed_bytes(struct stream *stream, void *arg)
{
	struct stage *stage = arg;

	while (!stage->over) {
		stage->fed_bytes += a->write(stream, "b", 1);
		a->sleep(MICROSECONDS(100));
	}
	a->close(stream);
	return 0;
}

/* ---- the play ---- */

/* A listener that answers no connection any more. */
static void open_full_listener(struct stage *stage)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t size = sizeof(at);

	stage->listener = socket(AF_INET, SOCK_STREAM, 0);
	bind(stage->listener, (struct sockaddr *)&at, size);
	listen(stage->listener, 0);
	getsockname(stage->listener, (struct sockaddr *)&at, &size);
	stage->port = ntohs(at.sin_port);
	for (size_t i = 0; i < COUNT(stage->backlog); i++) {
		stage->backlog[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
		connect(stage->backlog[i], (struct sockaddr *)&at, size);
		a->sleep(MILLISECONDS(5));
	}
}

static void prepare(struct stage *stage)
{
	stage->empty = a->queue_create(1);
	stage->full = a->queue_create(1);
	stage->fed = a->queue_create(64);
	stage->held = a->lock_create();
	stage->shared = a->lock_create();
	stage->never = a->event_create();
	stage->pulse = a->event_create();
	a->queue_put(stage->full, 1);
	a->lock_acquire(stage->held);
	open_full_listener(stage);
}

static void clear(struct stage *stage)
{
	a->queue_destroy(stage->empty);
	a->queue_destroy(stage->full);
	a->queue_destroy(stage->fed);
	a->lock_destroy(stage->held);
	a->lock_destroy(stage->shared);
	a->event_destroy(stage->never);
	a->event_destroy(stage->pulse);
	close(stage->listener);
	for (size_t i = 0; i < COUNT(stage->backlog); i++)
		close(stage->backlog[i]);
	for (int i = 0; i < VICTIMS; i++)
		a->close(stage->victims[i].stream);
}

static int64_t be_cancelled(void *arg)
{
	struct victim *victim = arg;
	struct stage *stage = victim->stage;

	while (!stage->over || victim->seen < victim->sent) {
		size_t call = random_next(&victim->random) % stage->calls_n;

		victim->in = stage->calls[call];
		if (stage->make(victim, call) != -ECANCELED)
			continue;
		if (++victim->seen > victim->sent)
			broken(victim, "one request was delivered twice");
	}
	return 0;
}

static void create_victim(struct stage *stage, struct victim *victim, uint16_t port)
{
	victim->stage = stage;
	victim->random = 1 + (victim - stage->victims);
	if (a->open_connection("127.0.0.1", port, &victim->stream) < 0)
		broken(victim, "no connection");
	victim->task = a->create_task(be_cancelled, victim);
}

static void wait_until_seen(struct victim *victim)
{
	int64_t start = a->time();

	while (victim->seen < victim->sent) {
		a->sleep(0);
		if (a->time() - start > HANG)
			broken(victim, "a request was lost");
	}
}

static void cancel_at_random(struct stage *stage, uint64_t *random)
{
	struct victim *victim = &stage->victims[random_next(random) % VICTIMS];
	int64_t until;

	wait_until_seen(victim);
	until = a->time() + MICROSECONDS(random_next(random) % 20);
	while (a->time() < until)
		;
	victim->sent++;
	if (a->cancel(victim->task) != 1)
		broken(victim, "it had ended");
}

static int64_t get_one(void *arg)
{
	return a->queue_get(arg);
}

static long cancels_wanted(void)
{
	const char *text = getenv("DUET_TEST_CANCELS");
	long n = text ? atol(text) : 0;

	return n > 0 ? n : 100000;
}

/* A last request ends the call in which a victim may be; it goes on until it has seen it. */
static void end_victims(struct stage *stage)
{
	int i;

	for (i = 0; i < VICTIMS; i++) {
		wait_until_seen(&stage->victims[i]);
		stage->victims[i].sent++;
	}
	stage->over = true;
	for (i = 0; i < VICTIMS; i++) {
		a->cancel(stage->victims[i].task);
		wait_until_seen(&stage->victims[i]);
		a->await(stage->victims[i].task);
	}
}

/* What was fed and not taken is still there, and nothing else. */
static void check_nothing_lost(struct stage *stage)
{
	struct victim *victim = stage->victims;
	long bytes = 0;
	char byte;

	victim->in = "the end";
	for (; stage->got < stage->put; stage->got++)
		if (a->wait_for(a->create_task(get_one, stage->fed), HANG) != 1)
			broken(victim, "an item was lost");
	a->queue_put(stage->fed, 2);
	if (a->queue_get(stage->fed) != 2)
		broken(victim, "an item was doubled");
	for (; victim < stage->victims + VICTIMS; victim++) {
		while (a->read(victim->stream, &byte, 1) > 0)
			bytes++;
		bytes += victim->bytes;
	}
	if (stage->feeder && bytes != stage->fed_bytes)
		broken(stage->victims, "a byte was lost or doubled");
}

static int64_t play(void *arg)
{
	struct stage *stage = arg;
	uint64_t random = 88172645463325252u;
	struct task *feeder = NULL;
	struct server *server;
	long n;

	prepare(stage);
	if (a->start_server(stage->handler, stage, "127.0.0.1", 0, &server) < 0)
		return -errno;
	for (int i = 0; i < VICTIMS; i++)
		create_victim(stage, &stage->victims[i], a->server_port(server));
	if (stage->feeder)
		feeder = a->create_task(stage->feeder, stage);
	for (n = stage->feeder ? cancels_wanted() / 2 : cancels_wanted(); n > 0; n--)
		cancel_at_random(stage, &random);
	end_victims(stage);
	if (feeder) {
		a->cancel(feeder);
		a->await(feeder);
	}
	check_nothing_lost(stage);
	a->close_server(server);
	clear(stage);
	return 0;
}

static void no_cancellation_is_lost_doubled_or_hangs(void **state)
{
	struct stage stage = {.calls = blocked_calls,
			      .calls_n = COUNT(blocked_calls),
			      .make = make_blocked_call,
			      .handler = keep_open};

	(void)state;
	assert_int_equal(a->run(play, &stage, NULL), 0);
}

static void what_is_woken_as_it_is_cancelled_loses_and_doubles_nothing(void **state)
{
	struct stage stage = {.calls = woken_calls,
			      .calls_n = COUNT(woken_calls),
			      .make = make_woken_call,
			      .feeder = feed,
			      .handler = feed_bytes};

	(void)state;
	assert_int_equal(a->run(play, &stage, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_cancellation_is_lost_doubled_or_hangs),
		cmocka_unit_test(
			what_is_woken_as_it_is_cancelled_loses_and_doubles_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
