/* SPDX-License-Identifier: MIT */
/*
 * threads-cancel-stress.c - cancellations of threads at random moments of every waiting call. Of
 * the threads' runtimes alone: there a request is a signal, which may come just before a thread
 * blocks. That window is so narrow that also a wrong runtime passes by luck; so this program is
 * to be built twice, the second time with threaded/ compiled with -DTHREADED_TEST_WINDOW=20000,
 * which puts so many turns of a loop into it.
 *
 * DUET_TEST_CANCELS is the number of cancellations in the first test, 100,000 without it; the
 * second makes half as many.
 */
#include <errno.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/victims.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define HANG SECONDS(30)

struct asyncio asyncio;

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
		asyncio.sleep(MILLISECONDS(5));
	}
}

static void prepare(struct stage *stage)
{
	stage->empty = asyncio.queue_create(1);
	stage->full = asyncio.queue_create(1);
	stage->fed = asyncio.queue_create(64);
	stage->held = asyncio.lock_create();
	stage->shared = asyncio.lock_create();
	stage->never = asyncio.event_create();
	stage->pulse = asyncio.event_create();
	asyncio.queue_put(stage->full, 1);
	asyncio.lock_acquire(stage->held);
	open_full_listener(stage);
}

static void clear(struct stage *stage)
{
	asyncio.queue_destroy(stage->empty);
	asyncio.queue_destroy(stage->full);
	asyncio.queue_destroy(stage->fed);
	asyncio.lock_destroy(stage->held);
	asyncio.lock_destroy(stage->shared);
	asyncio.event_destroy(stage->never);
	asyncio.event_destroy(stage->pulse);
	close(stage->listener);
	for (size_t i = 0; i < COUNT(stage->backlog); i++)
		close(stage->backlog[i]);
	for (int i = 0; i < VICTIMS; i++)
		asyncio.close(stage->victims[i].stream);
}

static int64_t be_cancelled(void *arg)
{
	struct victim *victim = arg;
	struct stage *stage = victim->stage;

	while (!stage->over || victim->seen < victim->sent) {
		size_t call = victim_random(&victim->random) % stage->calls_n;

		victim->in = stage->calls[call];
		if (stage->make(victim, call) != -ECANCELED)
			continue;
		if (++victim->seen > victim->sent)
			victim_broken(victim, "one request was delivered twice");
	}
	return 0;
}

static void create_victim(struct stage *stage, struct victim *victim, uint16_t port)
{
	victim->stage = stage;
	victim->random = 1 + (victim - stage->victims);
	if (asyncio.open_connection("127.0.0.1", port, &victim->stream) < 0)
		victim_broken(victim, "no connection");
	victim->task = asyncio.create_task(be_cancelled, victim);
}

static void wait_until_seen(struct victim *victim)
{
	int64_t start = asyncio.time();

	while (victim->seen < victim->sent) {
		asyncio.sleep(0);
		if (asyncio.time() - start > HANG)
			victim_broken(victim, "a request was lost");
	}
}

static void cancel_at_random(struct stage *stage, uint64_t *random)
{
	struct victim *victim = &stage->victims[victim_random(random) % VICTIMS];
	int64_t until;

	wait_until_seen(victim);
	until = asyncio.time() + MICROSECONDS(victim_random(random) % 20);
	while (asyncio.time() < until)
		;
	victim->sent++;
	if (asyncio.cancel(victim->task) != 1)
		victim_broken(victim, "it had ended");
}

static int64_t get_one(void *arg)
{
	return asyncio.queue_get(arg);
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
		asyncio.cancel(stage->victims[i].task);
		wait_until_seen(&stage->victims[i]);
		asyncio.await(stage->victims[i].task);
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
		if (asyncio.wait_for(asyncio.create_task(get_one, stage->fed), HANG) != 1)
			victim_broken(victim, "an item was lost");
	asyncio.queue_put(stage->fed, 2);
	if (asyncio.queue_get(stage->fed) != 2)
		victim_broken(victim, "an item was doubled");
	for (; victim < stage->victims + VICTIMS; victim++) {
		while (asyncio.read(victim->stream, &byte, 1) > 0)
			bytes++;
		bytes += victim->bytes;
	}
	if (stage->feeder && bytes != stage->fed_bytes)
		victim_broken(stage->victims, "a byte was lost or doubled");
}

static int64_t play(void *arg)
{
	struct stage *stage = arg;
	uint64_t random = 88172645463325252u;
	struct task *feeder = NULL;
	struct server *server;
	long n;

	prepare(stage);
	if (asyncio.start_server(stage->handler, stage, "127.0.0.1", 0, &server) < 0)
		return -errno;
	for (int i = 0; i < VICTIMS; i++)
		create_victim(stage, &stage->victims[i], asyncio.server_port(server));
	if (stage->feeder)
		feeder = asyncio.create_task(stage->feeder, stage);
	for (n = stage->feeder ? cancels_wanted() / 2 : cancels_wanted(); n > 0; n--)
		cancel_at_random(stage, &random);
	end_victims(stage);
	if (feeder) {
		asyncio.cancel(feeder);
		asyncio.await(feeder);
	}
	check_nothing_lost(stage);
	asyncio.close_server(server);
	clear(stage);
	return 0;
}

static void no_cancellation_is_lost_doubled_or_hangs(void **state)
{
	struct stage stage = {.calls = blocked_calls,
			      .calls_n = BLOCKED_CALLS,
			      .make = make_blocked_call,
			      .handler = serve_silence};

	(void)state;
	assert_int_equal(asyncio.run(play, &stage, NULL), 0);
}

static void what_is_woken_as_it_is_cancelled_loses_and_doubles_nothing(void **state)
{
	struct stage stage = {.calls = woken_calls,
			      .calls_n = WOKEN_CALLS,
			      .make = make_woken_call,
			      .feeder = feed_victims,
			      .handler = serve_bytes};

	(void)state;
	assert_int_equal(asyncio.run(play, &stage, NULL), 0);
}

static int stress(const struct asyncio *runtime)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_cancellation_is_lost_doubled_or_hangs),
		cmocka_unit_test(
			what_is_woken_as_it_is_cancelled_loses_and_doubles_nothing),
	};

	asyncio = *runtime;
	return cmocka_run_group_tests_name(runtime->name, tests, NULL, NULL);
}

int main(void)
{
	return stress(&asyncio_threads) + stress(&asyncio_threads_gil);
}
