/* SPDX-License-Identifier: MIT */
/*
 * faults.c - the n-th allocation or system call fails, for n = 1, 2, 3 ... until a run meets no
 * fault: never a crash, a hang, a leak or a lost wake-up, always an error code or success. Leaks
 * of memory show under ASan and Valgrind, leaks of descriptors everywhere.
 *
 * Linked with support/faults.c and, as one argument of the compiler,
 * -Wl,--wrap=accept4,--wrap=calloc,--wrap=epoll_create1,--wrap=epoll_ctl,--wrap=eventfd,
 * --wrap=madvise,--wrap=malloc,--wrap=mmap,--wrap=mprotect,--wrap=pthread_create,
 * --wrap=realloc,--wrap=socket
 */
#include <stdio.h>
#include <unistd.h>

#include "support/faults.h"

/* ---- the scenarios: each does what it can with what it gets, and leaves nothing ---- */

static int64_t return_arg(void *arg)
{
	return (int64_t)(uintptr_t)arg;
}

static int64_t sleep_forever(void *arg)
{
	(void)arg;
	return asyncio.sleep(FOREVER);
}

static void use_tasks(void)
{
	struct task *task = asyncio.create_task(return_arg, number(5));

	if (task)
		check_int(asyncio.await(task), 5);
	task = asyncio.create_task(sleep_forever, NULL);
	if (task)
		check_int(asyncio.wait_for(task, MICROSECONDS(100)), -ETIMEDOUT);
	check_int(asyncio.sleep(MICROSECONDS(100)), 0);
}

static int64_t wait_event(void *arg)
{
	return asyncio.event_wait(arg);
}

static void use_many_tasks(void)
{
	struct event *event = asyncio.event_create();
	struct task *tasks[150];
	size_t n = 0;

	if (!event)
		return;
	for (int i = 0; i < scaled(150); i++) {
		struct task *task = asyncio.create_task(wait_event, event);

		if (task)
			tasks[n++] = task;
	}
	asyncio.sleep(0);
	asyncio.event_set(event);
	check_int(asyncio.gather(tasks, n, NULL), 0);
	asyncio.event_destroy(event);
}

static int64_t acquire_and_release(void *arg)
{
	check_int(asyncio.lock_acquire(arg), 0);
	check_int(asyncio.lock_release(arg), 0);
	return 0;
}

static void use_lock(void)
{
	struct lock *lock = asyncio.lock_create();
	struct task *task;

	if (!lock)
		return;
	check_int(asyncio.lock_acquire(lock), 0);
	task = asyncio.create_task(acquire_and_release, lock);
	asyncio.sleep(0);
	check_int(asyncio.lock_release(lock), 0);
	if (task)
		check_int(asyncio.await(task), 0);
	asyncio.lock_destroy(lock);
}

static int64_t put_three(void *arg)
{
	for (int i = 0; i < 3; i++)
		check_int(asyncio.queue_put(arg, i), 0);
	return 0;
}

static void use_queue(void)
{
	struct queue *queue = asyncio.queue_create(1);
	struct task *task;

	if (!queue)
		return;
	task = asyncio.create_task(put_three, queue);
	if (task) {
		for (int i = 0; i < 3; i++)
			check_int(asyncio.queue_get(queue), i);
		check_int(asyncio.await(task), 0);
	}
	asyncio.queue_destroy(queue);
}

static void use_to_thread(void)
{
	int64_t r = asyncio.to_thread(return_arg, number(6));

	check(r == 6 || r == -ENOMEM || r == -EAGAIN || r == -EMFILE);
}

static int64_t echo(struct stream *stream, void *arg)
{
	char byte;

	(void)arg;
	while (asyncio.read(stream, &byte, 1) == 1)
		if (asyncio.write(stream, &byte, 1) != 1)
			break;
	asyncio.close(stream);
	return 0;
}

/* A connection that could be opened is served, however long the server lacks what it needs. */
static void use_connection(uint16_t port)
{
	struct stream *stream;
	char byte = 'f';
	int64_t r = asyncio.open_connection("127.0.0.1", port, &stream);

	if (r < 0)
		return;
	check_int(asyncio.write(stream, &byte, 1), 1);
	check_int(asyncio.read(stream, &byte, 1), 1);
	check_int(byte, 'f');
	asyncio.close(stream);
}

static void use_streams(void)
{
	struct server *server;

	if (asyncio.start_server(echo, NULL, "127.0.0.1", 0, &server) < 0)
		return;
	for (int i = 0; i < 3; i++)
		use_connection(asyncio.server_port(server));
	check_int(asyncio.close_server(server), 0);
}

/* ---- playing them with one fault ---- */

struct scenario {
	void (*body)(void);
	int64_t fault; /* armed once the run has started; 0: before */
};

static int64_t play_scenario(void *arg)
{
	const struct scenario *scenario = arg;

	if (scenario->fault)
		faults_arm(scenario->fault);
	scenario->body();
	return 0;
}

/* Returns the function that failed, or NULL when there were fewer than n calls. */
static const char *play_with_fault(void (*body)(void), int64_t n, bool in_start)
{
	struct scenario scenario = {body, in_start ? 0 : n};
	int before = open_descriptors();
	const char *failed;
	int64_t r;

	reached(n);
	if (in_start)
		faults_arm(n);
	r = asyncio.run(play_scenario, &scenario, NULL);
	failed = faults_disarm();
	if (r < 0 && !in_start)
		fprintf(stderr, "call %lld, of %s, failed\n", (long long)n, failed);
	check(r == 0 || (in_start && failed && r < 0 && r != -EDEADLK));
	check_int(open_descriptors(), before);
	return failed;
}

static void play_with_every_fault(void (*body)(void), bool in_start)
{
	int64_t n = 1;

	while (play_with_fault(body, n, in_start))
		n++;
	check(n > 1 || !in_start);
}

static void do_nothing(void)
{
}

static void run_starts_or_returns_the_error(void)
{
	play_with_every_fault(do_nothing, true);
}

static void with_everything_failing_run_returns_an_error(void)
{
	struct scenario scenario = {do_nothing, 0};
	int64_t r;

	faults_arm_all();
	r = asyncio.run(play_scenario, &scenario, NULL);
	check(faults_disarm() != NULL);
	check(r < 0);
}

static void a_fault_among_tasks_is_null_or_nothing(void)
{
	play_with_every_fault(use_tasks, false);
}

static void a_fault_among_many_tasks_is_null_or_nothing(void)
{
	play_with_every_fault(use_many_tasks, false);
}

static void a_fault_around_a_lock_is_null_or_nothing(void)
{
	play_with_every_fault(use_lock, false);
}

static void a_fault_around_a_queue_is_null_or_nothing(void)
{
	play_with_every_fault(use_queue, false);
}

static void a_fault_in_to_thread_is_an_error_or_nothing(void)
{
	play_with_every_fault(use_to_thread, false);
}

static void a_fault_around_connections_is_an_error_or_a_delay(void)
{
	play_with_every_fault(use_streams, false);
}

static void use_everything(void)
{
	use_tasks();
	use_lock();
	use_streams();
	use_queue();
	use_to_thread();
	use_many_tasks();
}

static void a_fault_anywhere_in_a_mixed_run_does_no_harm(void)
{
	play_with_every_fault(use_everything, true);
}

static const struct promise promises[] = {
	PROMISE_OUTSIDE(run_starts_or_returns_the_error),
	PROMISE_OUTSIDE(with_everything_failing_run_returns_an_error),
	PROMISE_OUTSIDE(a_fault_among_tasks_is_null_or_nothing),
	PROMISE_OUTSIDE(a_fault_among_many_tasks_is_null_or_nothing),
	PROMISE_OUTSIDE(a_fault_around_a_lock_is_null_or_nothing),
	PROMISE_OUTSIDE(a_fault_around_a_queue_is_null_or_nothing),
	PROMISE_OUTSIDE(a_fault_in_to_thread_is_an_error_or_nothing),
	PROMISE_OUTSIDE(a_fault_around_connections_is_an_error_or_a_delay),
	PROMISE_OUTSIDE(a_fault_anywhere_in_a_mixed_run_does_no_harm),
};

int main(int argc, char **argv)
{
	return play_promises("faults", promises, COUNT(promises), argc, argv);
}
