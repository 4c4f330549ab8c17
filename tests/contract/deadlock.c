/* SPDX-License-Identifier: MIT */
/*
 * deadlock.c - when nothing can wake the waiting tasks, run says so and ends. The message goes to
 * stderr, so each test plays its run in a child of its own. All need ASYNCIO_FINDS_DEADLOCKS.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/contract.h"

static int64_t wait_in_vain(void *arg)
{
	struct event *event = asyncio.event_create();
	int64_t r = asyncio.event_wait(event);

	(void)arg;
	asyncio.event_destroy(event);
	return r;
}

/* Play body apart; it must end well by itself. Returns what it wrote to stderr. */
static const char *said_by(void (*body)(void))
{
	static char said[8192];
	int status = play_apart(body, said, sizeof(said));

	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fprintf(stderr, "the child ended with wait status %#x and said:\n%s\n",
			(unsigned)status, said);
	check(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	return said;
}

static void deadlock_main(void)
{
	check_int(asyncio.run(wait_in_vain, NULL, NULL), -EDEADLK);
}

static void a_deadlock_makes_run_return_edeadlk(void)
{
	check(strstr(said_by(deadlock_main), "deadlock") != NULL);
}

static int64_t lock_twice(void *arg)
{
	struct lock *lock = arg;

	asyncio.task_set_name(asyncio.current_task(), "the careless one");
	check_int(asyncio.lock_acquire(lock), 0);
	check_int(asyncio.lock_acquire(lock), -ECANCELED);
	return asyncio.lock_release(lock);
}

static int64_t get_in_vain(void *arg)
{
	asyncio.task_set_name(asyncio.current_task(), "hungry");
	return asyncio.queue_get(arg);
}

static int64_t deadlock_in_several_calls(void *arg)
{
	struct queue *queue = asyncio.queue_create(1);
	struct lock *lock = asyncio.lock_create();
	struct task *locker = asyncio.create_task(lock_twice, lock);
	struct task *getter = asyncio.create_task(get_in_vain, queue);

	(void)arg;
	check_int(asyncio.await(locker), 0);
	check_int(asyncio.await(getter), -ECANCELED);
	asyncio.queue_destroy(queue);
	asyncio.lock_destroy(lock);
	return 3;
}

static void deadlock_several(void)
{
	check_int(asyncio.run(deadlock_in_several_calls, NULL, NULL), -EDEADLK);
}

static void every_waiting_task_is_named_with_what_it_waits_in(void)
{
	const char *said = said_by(deadlock_several);

	check(strstr(said, "the careless one") != NULL);
	check(strstr(said, "hungry") != NULL);
	check(strstr(said, "lock_acquire") != NULL);
	check(strstr(said, "queue_get") != NULL);
	check(strstr(said, "await") != NULL);
	check(strstr(said, "Task-") != NULL);
}

static int64_t count_cancellation(void *arg)
{
	_Atomic int *cancelled = arg;

	*cancelled += wait_in_vain(NULL) == -ECANCELED;
	return 0;
}

static int64_t await_counters(void *arg)
{
	struct task *tasks[30];

	for (size_t i = 0; i < COUNT(tasks); i++)
		tasks[i] = asyncio.create_task(count_cancellation, arg);
	check_int(asyncio.gather(tasks, COUNT(tasks), NULL), -ECANCELED);
	return 0;
}

static void deadlock_thirty(void)
{
	_Atomic int cancelled = 0;

	check_int(asyncio.run(await_counters, (void *)&cancelled, NULL), -EDEADLK);
	check_int(cancelled, 30);
}

static void deadlocked_tasks_are_cancelled_and_joined(void)
{
	said_by(deadlock_thirty);
}

static int64_t wait_again_and_again(void *arg)
{
	struct event *event = arg;

	for (int i = 0; i < 5; i++)
		asyncio.event_wait(event);
	return 1;
}

static int64_t await_stubborn(void *arg)
{
	struct event *event = asyncio.event_create();
	int64_t r = asyncio.await(asyncio.create_task(wait_again_and_again, event));

	(void)arg;
	asyncio.event_destroy(event);
	return r;
}

static void deadlock_stubborn(void)
{
	check_int(asyncio.run(await_stubborn, NULL, NULL), -EDEADLK);
}

/* Tasks that deadlock anew after each cancellation must not hang run. */
static void a_task_that_catches_its_deadlock_and_waits_again_hangs_nothing(void)
{
	said_by(deadlock_stubborn);
}

static void deadlock_then_run(void)
{
	check_int(asyncio.run(wait_in_vain, NULL, NULL), -EDEADLK);
	check_int(asyncio.run(wait_in_vain, NULL, NULL), -EDEADLK);
}

static void after_a_deadlock_run_may_be_called_again(void)
{
	said_by(deadlock_then_run);
}

/* ---- what is no deadlock ---- */

static int64_t read_byte(void *arg)
{
	char byte;

	return read(*(int *)arg, &byte, 1) == 1 ? byte : -errno;
}

static int64_t set_after_sleep(void *arg)
{
	asyncio.sleep(MILLISECONDS(5));
	asyncio.event_set(arg);
	return 0;
}

static int64_t wait_for_a_sleeper(void *arg)
{
	struct event *event = asyncio.event_create();
	struct task *task = asyncio.create_task(set_after_sleep, event);

	(void)arg;
	check_int(asyncio.event_wait(event), 0);
	check_int(asyncio.await(task), 0);
	asyncio.event_destroy(event);
	return 0;
}

static int64_t put_byte(struct stream *stream, void *arg)
{
	(void)arg;
	asyncio.sleep(MILLISECONDS(3));
	asyncio.write(stream, "s", 1);
	asyncio.close(stream);
	return 0;
}

static int64_t wait_for_a_socket(void *arg)
{
	struct server *server;
	struct stream *stream;
	char byte = 0;

	(void)arg;
	check_int(asyncio.start_server(put_byte, NULL, "127.0.0.1", 0, &server), 0);
	check_int(
		asyncio.open_connection("127.0.0.1", asyncio.server_port(server), &stream),
		0);
	check_int(asyncio.read(stream, &byte, 1), 1);
	asyncio.close(stream);
	return asyncio.close_server(server);
}

static int64_t sleep_and_write(void *arg)
{
	usleep(5000);
	return write(*(int *)arg, "t", 1);
}

static int64_t wait_for_a_thread(void *arg)
{
	int ends[2];

	(void)arg;
	check_int(pipe(ends), 0);
	check_int(asyncio.to_thread(sleep_and_write, &ends[1]), 1);
	check_int(read_byte(&ends[0]), 't');
	close(ends[0]);
	close(ends[1]);
	return 0;
}

static void no_deadlocks(void)
{
	check_int(asyncio.run(wait_for_a_sleeper, NULL, NULL), 0);
	check_int(asyncio.run(wait_for_a_socket, NULL, NULL), 0);
	check_int(asyncio.run(wait_for_a_thread, NULL, NULL), 0);
}

static void waiting_for_a_timer_a_socket_or_a_thread_is_no_deadlock(void)
{
	check(strstr(said_by(no_deadlocks), "deadlock") == NULL);
}

#define PROMISE_OF_DEADLOCK(body) PROMISE_WITH(body, ASYNCIO_FINDS_DEADLOCKS, OUTSIDE)

static const struct promise promises[] = {
	PROMISE_OF_DEADLOCK(a_deadlock_makes_run_return_edeadlk),
	PROMISE_OF_DEADLOCK(every_waiting_task_is_named_with_what_it_waits_in),
	PROMISE_OF_DEADLOCK(deadlocked_tasks_are_cancelled_and_joined),
	/* run gives up on such tasks, and on what they hold: a leak checker would complain. */
	PROMISE_WITH(a_task_that_catches_its_deadlock_and_waits_again_hangs_nothing,
		     ASYNCIO_FINDS_DEADLOCKS, OUTSIDE | UNSANITIZED),
	PROMISE_OF_DEADLOCK(after_a_deadlock_run_may_be_called_again),
	PROMISE_OF_DEADLOCK(waiting_for_a_timer_a_socket_or_a_thread_is_no_deadlock),
};

int main(int argc, char **argv)
{
	return play_promises("deadlock", promises, COUNT(promises), argc, argv);
}
