/* SPDX-License-Identifier: MIT */
/* servers.c - listening, serving, closing. Lack of descriptors: see broken_streams.c. */
#include <stdlib.h>
#include <unistd.h>

#include "support/pair.h"

static int64_t echo(struct stream *stream, void *arg)
{
	char bytes[64];
	int64_t r;

	(void)arg;
	while ((r = asyncio.read(stream, bytes, sizeof(bytes))) > 0)
		if (asyncio.write(stream, bytes, (size_t)r) != r)
			break;
	asyncio.close(stream);
	return r;
}

static struct server *start(connection_handler *handler, void *arg)
{
	struct server *server = NULL;

	check_int(asyncio.start_server(handler, arg, "127.0.0.1", 0, &server), 0);
	check(server != NULL);
	return server;
}

static struct stream *connect_to(uint16_t port)
{
	struct stream *stream = NULL;

	check_int(asyncio.open_connection("127.0.0.1", port, &stream), 0);
	check(stream != NULL);
	return stream;
}

static void ask(struct stream *stream, char question)
{
	char answer = 0;

	check_int(asyncio.write(stream, &question, 1), 1);
	check_int(asyncio.read(stream, &answer, 1), 1);
	check_int(answer, question);
}

/* ---- listening ---- */

static void server_port_is_the_port_that_it_listens_on(void)
{
	struct server *server = start(echo, NULL);
	uint16_t port = asyncio.server_port(server);

	check(port != 0);
	close(bare_connect(port));
	check_int(asyncio.close_server(server), 0);
}

static void a_server_listens_on_the_port_asked_for(void)
{
	struct server *server;
	uint16_t port;
	struct stream *stream;

	close(bare_bind(-1, &port));
	check_int(asyncio.start_server(echo, NULL, "127.0.0.1", port, &server), 0);
	check_int(asyncio.server_port(server), port);
	stream = connect_to(port);
	ask(stream, 'p');
	asyncio.close(stream);
	check_int(asyncio.close_server(server), 0);
}

static void a_port_in_use_is_eaddrinuse(void)
{
	char untouched;
	struct server *first = start(echo, NULL);
	struct server *second = (struct server *)&untouched;

	check_int(asyncio.start_server(echo, NULL, "127.0.0.1", asyncio.server_port(first),
				       &second),
		  -EADDRINUSE);
	check(second == (struct server *)&untouched);
	check_int(asyncio.close_server(first), 0);
}

static void start_server_takes_numeric_addresses_of_this_machine_only(void)
{
	char untouched;
	struct server *server = (struct server *)&untouched;

	check_int(asyncio.start_server(echo, NULL, "localhost", 0, &server), -EINVAL);
	check_int(asyncio.start_server(echo, NULL, "", 0, &server), -EINVAL);
	check_int(asyncio.start_server(echo, NULL, "203.0.113.1", 0, &server),
		  -EADDRNOTAVAIL);
	check(server == (struct server *)&untouched);
}

static void several_servers_serve_side_by_side(void)
{
	struct server *servers[5];
	struct stream *streams[5];

	for (int i = 0; i < 5; i++) {
		servers[i] = start(echo, NULL);
		streams[i] = connect_to(asyncio.server_port(servers[i]));
	}
	for (int i = 4; i >= 0; i--)
		ask(streams[i], (char)('0' + i));
	for (int i = 0; i < 5; i++) {
		asyncio.close(streams[i]);
		check_int(asyncio.close_server(servers[i]), 0);
	}
}

/* ---- serving ---- */

struct meeting {
	struct queue *tasks; /* the handlers' own */
	struct event *all_there;
	_Atomic int ended;
};

static int64_t meet(struct stream *stream, void *arg)
{
	struct meeting *meeting = arg;

	asyncio.queue_put(meeting->tasks, (int64_t)(uintptr_t)asyncio.current_task());
	asyncio.event_wait(meeting->all_there);
	asyncio.close(stream);
	meeting->ended++;
	return 0;
}

static void each_connection_has_a_task_of_its_own_with_the_servers_arg(void)
{
	struct meeting meeting = {.tasks = asyncio.queue_create(8),
				  .all_there = asyncio.event_create()};
	struct server *server = start(meet, &meeting);
	struct stream *streams[4];
	int64_t tasks[5] = {(int64_t)(uintptr_t)asyncio.current_task()};

	for (int i = 0; i < 4; i++)
		streams[i] = connect_to(asyncio.server_port(server));
	/* All four wait at one time, which one task could not. */
	for (int i = 1; i <= 4; i++) {
		tasks[i] = asyncio.queue_get(meeting.tasks);
		for (int j = 0; j < i; j++)
			check(tasks[i] != tasks[j]);
	}
	asyncio.event_set(meeting.all_there);
	until(&meeting.ended, 4);
	for (int i = 0; i < 4; i++)
		asyncio.close(streams[i]);
	check_int(asyncio.close_server(server), 0);
	asyncio.queue_destroy(meeting.tasks);
	asyncio.event_destroy(meeting.all_there);
}

static int64_t close_and_fail(struct stream *stream, void *arg)
{
	(void)arg;
	asyncio.close(stream);
	return -EIO;
}

static void a_handler_that_fails_stops_no_server(void)
{
	struct server *server = start(close_and_fail, NULL);
	char byte;

	for (int i = 0; i < 10; i++) {
		struct stream *stream = connect_to(asyncio.server_port(server));

		check_int(asyncio.read(stream, &byte, 1), 0);
		asyncio.close(stream);
	}
	check_int(asyncio.close_server(server), 0);
}

static void a_client_that_leaves_at_once_stops_no_server(void)
{
	struct server *server = start(echo, NULL);
	struct stream *stream;

	for (int i = 0; i < 10; i++) {
		struct pair gone = {.bare = bare_connect(asyncio.server_port(server))};

		pair_reset_bare(&gone);
	}
	stream = connect_to(asyncio.server_port(server));
	ask(stream, 'q');
	asyncio.close(stream);
	check_int(asyncio.close_server(server), 0);
}

/* One after the other, more of them than tasks or descriptors would last without giving back. */
static void serve_many_one_after_the_other(void)
{
	struct server *server = start(echo, NULL);

	for (int i = 0; i < scaled(500); i++) {
		struct stream *stream = connect_to(asyncio.server_port(server));

		ask(stream, (char)i);
		asyncio.close(stream);
		asyncio.sleep(0);
	}
	check_int(asyncio.close_server(server), 0);
}

static void a_server_gives_back_what_connections_took(void)
{
	int before = open_descriptors();

	check_run(serve_many_one_after_the_other, NULL, 0);
	check_int(open_descriptors(), before);
}

/* ---- closing ---- */

static void after_close_server_connections_are_refused(void)
{
	struct server *server = start(echo, NULL);
	uint16_t port = asyncio.server_port(server);
	struct stream *stream;

	settle();
	check_int(asyncio.close_server(server), 0);
	check_int(asyncio.open_connection("127.0.0.1", port, &stream), -ECONNREFUSED);
}

static void after_close_server_open_connections_go_on(void)
{
	struct server *server = start(echo, NULL);
	struct stream *stream = connect_to(asyncio.server_port(server));

	ask(stream, 'a');
	check_int(asyncio.close_server(server), 0);
	ask(stream, 'b');
	settle();
	ask(stream, 'c');
	asyncio.close(stream);
}

static void a_server_may_be_closed_at_once(void)
{
	for (int i = 0; i < scaled(50); i++)
		check_int(asyncio.close_server(start(echo, NULL)), 0);
}

static void a_connection_made_while_the_server_closes_is_served_or_ended(void)
{
	for (int i = 0; i < scaled(50); i++) {
		struct server *server = start(echo, NULL);
		struct stream *stream = connect_to(asyncio.server_port(server));
		char byte = 'x';

		if (i % 2)
			asyncio.sleep(0);
		check_int(asyncio.close_server(server), 0);
		if (asyncio.write(stream, &byte, 1) == 1) {
			int64_t r = asyncio.read(stream, &byte, 1);

			check(r == 1 || r == 0 || r == -ECONNRESET);
		}
		asyncio.close(stream);
	}
}

static int64_t close_the_server(struct stream *stream, void *arg)
{
	int64_t server = asyncio.queue_get(arg);
	int64_t r = asyncio.close_server(number(server));

	check_int(asyncio.write(stream, r == 0 ? "y" : "n", 1), 1);
	asyncio.close(stream);
	return 0;
}

static void a_handler_may_close_its_server(void)
{
	struct queue *queue = asyncio.queue_create(1);
	struct server *server = start(close_the_server, queue);
	struct stream *stream = connect_to(asyncio.server_port(server));
	char byte = 0;

	check_int(asyncio.queue_put(queue, (int64_t)(uintptr_t)server), 0);
	check_int(asyncio.read(stream, &byte, 1), 1);
	check_int(byte, 'y');
	check_int(asyncio.read(stream, &byte, 1), 0);
	asyncio.close(stream);
	asyncio.queue_destroy(queue);
}

static const struct promise promises[] = {
	PROMISE(server_port_is_the_port_that_it_listens_on),
	PROMISE(a_server_listens_on_the_port_asked_for),
	PROMISE(a_port_in_use_is_eaddrinuse),
	PROMISE(start_server_takes_numeric_addresses_of_this_machine_only),
	PROMISE(several_servers_serve_side_by_side),
	PROMISE(each_connection_has_a_task_of_its_own_with_the_servers_arg),
	PROMISE(a_handler_that_fails_stops_no_server),
	PROMISE(a_client_that_leaves_at_once_stops_no_server),
	PROMISE_OUTSIDE(a_server_gives_back_what_connections_took),
	PROMISE(after_close_server_connections_are_refused),
	PROMISE(after_close_server_open_connections_go_on),
	PROMISE(a_server_may_be_closed_at_once),
	PROMISE(a_connection_made_while_the_server_closes_is_served_or_ended),
	PROMISE(a_handler_may_close_its_server),
};

int main(int argc, char **argv)
{
	return play_promises("servers", promises, COUNT(promises), argc, argv);
}
