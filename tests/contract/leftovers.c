/* SPDX-License-Identifier: MIT */
/* leftovers.c - what main leaves when it returns: run cancels it, joins it and gives it back. */
#include "support/contract.h"

static int64_t return_arg(void *arg)
{
	return (int64_t)(uintptr_t)arg;
}

static int64_t sleep_forever(void *arg)
{
	(void)arg;
	return asyncio.sleep(FOREVER);
}

struct leftovers {
	_Atomic int ready, started, cancelled, ended;
};

static int64_t be_left_over(void *arg)
{
	struct leftovers *left = arg;

	left->started++;
	if (asyncio.sleep(FOREVER) == -ECANCELED)
		left->cancelled++;
	left->ended++;
	return 0;
}

static int64_t leave_tasks(void *arg)
{
	struct leftovers *left = arg;

	for (int i = 0; i < 20; i++)
		check(asyncio.create_task(be_left_over, left) != NULL);
	until(&left->started, 20);
	settle();
	return 2;
}

static void tasks_left_over_are_cancelled_and_joined(void)
{
	struct leftovers left = {0};

	check_int(asyncio.run(leave_tasks, &left, NULL), 2);
	check_int(left.cancelled, 20);
	check_int(left.ended, 20);
}

static int64_t take_long_to_end(void *arg)
{
	struct leftovers *left = arg;

	left->started++;
	left->cancelled += asyncio.sleep(FOREVER) == -ECANCELED;
	for (int i = 0; i < 3; i++)
		check_int(asyncio.sleep(MILLISECONDS(2)), 0);
	left->ended++;
	return 0;
}

static int64_t leave_slow_task(void *arg)
{
	struct leftovers *left = arg;

	asyncio.create_task(take_long_to_end, left);
	until(&left->started, 1);
	return 1;
}

static void run_returns_after_a_left_over_task_that_cleans_up(void)
{
	struct leftovers left = {0};

	check_int(asyncio.run(leave_slow_task, &left, NULL), 1);
	check_int(left.cancelled, 1);
	check_int(left.ended, 1);
}

/* Leaves a task behind that has started to sleep only after run has begun to wind up. */
static int64_t create_another_when_cancelled(void *arg)
{
	struct leftovers *left = arg;

	left->ready++;
	asyncio.sleep(FOREVER);
	check(asyncio.create_task(be_left_over, left) != NULL);
	until(&left->started, 1);
	return 0;
}

static int64_t leave_creators(void *arg)
{
	struct leftovers *left = arg;

	for (int i = 0; i < 5; i++)
		check(asyncio.create_task(create_another_when_cancelled, left) != NULL);
	until(&left->ready, 5);
	return 1;
}

static void tasks_created_while_run_winds_up_are_cancelled_too(void)
{
	struct leftovers left = {0};

	check_int(asyncio.run(leave_creators, &left, NULL), 1);
	check(left.started > 0);
	check_int(left.cancelled, left.started);
	check_int(left.ended, left.started);
}

static int64_t leave_unstarted(void *arg)
{
	for (int i = 0; i < 50; i++)
		check(asyncio.create_task(sleep_forever, arg) != NULL);
	return 1;
}

static void tasks_that_have_just_been_created_end_with_run(void)
{
	for (int i = 0; i < scaled(20); i++)
		check_int(asyncio.run(leave_unstarted, NULL, NULL), 1);
}

static int64_t leave_finished(void *arg)
{
	struct task *task = NULL;

	for (int i = 0; i < 100; i++)
		task = asyncio.create_task(return_arg, arg);
	while (!asyncio.task_done(task))
		asyncio.sleep(0);
	return 1;
}

/* A leak would show under ASan and Valgrind. */
static void what_is_never_awaited_run_gives_back(void)
{
	for (int i = 0; i < scaled(30); i++)
		check_int(asyncio.run(leave_finished, NULL, NULL), 1);
}

static int64_t await_arg(void *arg)
{
	return asyncio.await(arg);
}

static int64_t leave_chain(void *arg)
{
	struct task *task = asyncio.create_task(sleep_forever, arg);

	for (int i = 0; i < live(100); i++)
		task = asyncio.create_task(await_arg, task);
	settle();
	return 1;
}

static void left_over_tasks_that_await_each_other_end_with_run(void)
{
	check_int(asyncio.run(leave_chain, NULL, NULL), 1);
}

static int64_t serve_until_cancelled(struct stream *stream, void *arg)
{
	struct leftovers *left = arg;
	char byte;

	left->started++;
	left->cancelled += asyncio.read(stream, &byte, 1) == -ECANCELED;
	asyncio.close(stream);
	left->ended++;
	return 0;
}

struct client {
	struct leftovers left;
	uint16_t port;
};

/* Holds the connection open until run cancels it. */
static int64_t hold_connection(void *arg)
{
	struct client *client = arg;
	struct stream *stream;

	check_int(asyncio.open_connection("127.0.0.1", client->port, &stream), 0);
	asyncio.sleep(FOREVER);
	for (int i = 0; i < 100 && !client->left.ended; i++)
		asyncio.sleep(MILLISECONDS(1));
	asyncio.close(stream);
	return 0;
}

static int64_t leave_handler(void *arg)
{
	struct client *client = arg;
	struct server *server;

	check_int(asyncio.start_server(serve_until_cancelled, &client->left, "127.0.0.1", 0,
				       &server),
		  0);
	client->port = asyncio.server_port(server);
	asyncio.create_task(hold_connection, client);
	until(&client->left.started, 1);
	settle();
	check_int(asyncio.close_server(server), 0);
	return 1;
}

static void handlers_left_over_are_cancelled(void)
{
	struct client client = {.port = 0};

	check_int(asyncio.run(leave_handler, &client, NULL), 1);
	check_int(client.left.cancelled, 1);
}

static int64_t close_stream(struct stream *stream, void *arg)
{
	(void)arg;
	asyncio.close(stream);
	return 0;
}

static int64_t leave_server(void *arg)
{
	struct server *server;

	check_int(asyncio.start_server(close_stream, arg, "127.0.0.1", 0, &server), 0);
	settle();
	return 1;
}

static void a_server_left_open_ends_with_run(void)
{
	int before = open_descriptors();

	check_int(asyncio.run(leave_server, NULL, NULL), 1);
	check_int(open_descriptors(), before);
}

static const struct promise promises[] = {
	PROMISE_OUTSIDE(tasks_left_over_are_cancelled_and_joined),
	PROMISE_OUTSIDE(run_returns_after_a_left_over_task_that_cleans_up),
	PROMISE_OUTSIDE(tasks_created_while_run_winds_up_are_cancelled_too),
	PROMISE_OUTSIDE(tasks_that_have_just_been_created_end_with_run),
	PROMISE_OUTSIDE(what_is_never_awaited_run_gives_back),
	PROMISE_OUTSIDE(left_over_tasks_that_await_each_other_end_with_run),
	PROMISE_OUTSIDE(handlers_left_over_are_cancelled),
	PROMISE_OUTSIDE(a_server_left_open_ends_with_run),
};

int main(int argc, char **argv)
{
	return play_promises("leftovers", promises, COUNT(promises), argc, argv);
}
