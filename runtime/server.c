/* SPDX-License-Identifier: MIT */
/*
 * server.c - listeners. Each has an accepting task of the runtime's own, which is not one of
 * the user's: it has no number, counts for no limit, and is cancelled only by its server.
 *
 * Who frees a server: close_server, or run for one that nobody closed; and if the accepting task
 * has not ended by then, that task does as its last act.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"
#include "runtime/stream.h"

/* How long to wait when there are no descriptors or no memory for a connection. */
#define PAUSE MILLISECONDS(50)

struct server {
	struct pollable socket;
	uint16_t port;
	connection_handler *handler;
	void *arg;
	struct task *task; /* accepts; NULL once it has ended */
	bool stopped;	   /* does not listen any more */
	bool closed;	   /* nobody has the server; not in the loop's list either */
	struct server *next, **link; /* in the loop's list */
};

/* ---- connections ---- */

static int64_t serve_connection(void *arg)
{
	struct stream *stream = arg;

	if (task_take_cancellation(co_current_loop->current)) {
		co_close(stream);
		return -ECANCELED;
	}
	return stream->handler(stream, stream->arg);
}

static bool start_handler(struct loop *loop, struct server *server, struct stream *stream)
{
	struct task *task = co_task_create(loop, serve_connection, stream, TASK_CLEANS_UP);

	if (!task)
		return false;
	stream->handler = server->handler;
	stream->arg = server->arg;
	co_task_release(task);
	return true;
}

/* The connection waits here until there is memory for it. */
static void take_on(struct loop *loop, struct server *server, int fd)
{
	struct stream *stream = NULL;

	while (!server->stopped) {
		if (!stream)
			stream = co_stream_open(loop, fd);
		if (stream && start_handler(loop, server, stream))
			return;
		co_sleep(PAUSE);
	}
	if (stream)
		co_close(stream);
	else
		close(fd);
}

/* ---- accepting ---- */

/* What accept4 failed with may be the connection's own error, see accept(2). */
static void after_failure(struct server *server, int error)
{
	switch (error) {
	case EAGAIN:
		server->socket.readable = false;
		break;
	case EINTR:
	case ECONNABORTED:
	case EHOSTDOWN:
	case EHOSTUNREACH:
	case ENETDOWN:
	case ENETUNREACH:
	case ENONET:
	case ENOPROTOOPT:
	case EOPNOTSUPP:
	case EPROTO:
		break;
	default: /* EMFILE, ENFILE, ENOBUFS, ENOMEM */
		co_sleep(PAUSE);
	}
}

static void accept_connection(struct loop *loop, struct server *server)
{
	int fd;

	if (!server->socket.readable &&
	    co_pollable_wait(loop, &server->socket, WAITS_ACCEPT) < 0)
		return;
	if (server->stopped)
		return;
	fd = accept4(server->socket.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0)
		after_failure(server, errno);
	else
		take_on(loop, server, fd);
}

static int64_t accept_connections(void *arg)
{
	struct server *server = arg;
	unsigned streak = 0;

	while (!server->stopped) {
		accept_connection(co_current_loop, server);
		if (++streak % 64 == 0)
			co_sleep(0);
	}
	server->task = NULL;
	co_current_loop->max_tasks--; /* see create_uncounted */
	if (server->closed)
		free(server);
	return 0;
}

/* ---- beginning and end ---- */

static int listen_on(int fd, const struct address *address)
{
	int one = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (address->any.sa_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one));
	if (bind(fd, &address->any, address->length) < 0)
		return -errno;
	if (listen(fd, SOMAXCONN) < 0)
		return -errno;
	return 0;
}

static int find_port(struct server *server)
{
	struct address address = {.length = sizeof(address.v6)};

	if (getsockname(server->socket.fd, &address.any, &address.length))
		return -errno;
	server->port = co_address_port(&address);
	return 0;
}

/* A task beside the user's: it takes neither one of max_tasks nor a number. */
static struct task *create_uncounted(struct loop *loop, coroutine *function, void *arg)
{
	struct task *task;

	loop->max_tasks++;
	task = co_task_create(loop, function, arg, TASK_INTERNAL | TASK_CLEANS_UP);
	if (task)
		loop->numbered--;
	else
		loop->max_tasks--;
	return task;
}

static int start_accepting(struct loop *loop, struct server *server)
{
	int error = co_pollable_add(loop, &server->socket);

	if (error)
		return error;
	server->task = create_uncounted(loop, accept_connections, server);
	if (!server->task)
		return -ENOMEM;
	co_task_release(server->task);
	return 0;
}

static void enlist(struct loop *loop, struct server *server)
{
	server->next = loop->servers;
	server->link = &loop->servers;
	if (server->next)
		server->next->link = &server->next;
	loop->servers = server;
}

static int set_up(struct loop *loop, struct server *server, const struct address *address)
{
	int error = listen_on(server->socket.fd, address);

	if (!error)
		error = find_port(server);
	if (!error)
		error = start_accepting(loop, server);
	return error;
}

int64_t co_start_server(connection_handler *handler, void *arg, const char *address,
			uint16_t port, struct server **server)
{
	struct address parsed;
	struct server *new;
	int64_t error;

	if (co_address_parse(&parsed, address, port) < 0)
		return -EINVAL;
	new = calloc(1, sizeof(*new));
	if (!new)
		return -ENOMEM;
	new->handler = handler;
	new->arg = arg;
	error = new->socket.fd = co_address_socket(&parsed);
	if (error < 0)
		goto free_server;
	error = set_up(co_current_loop, new, &parsed);
	if (error)
		goto close_socket;
	enlist(co_current_loop, new);
	*server = new;
	return 0;
close_socket:
	co_pollable_close(co_current_loop, &new->socket);
free_server:
	free(new);
	return error;
}

uint16_t co_server_port(const struct server *server)
{
	return server->port;
}

static void stop(struct loop *loop, struct server *server)
{
	if (server->stopped)
		return;
	server->stopped = true;
	co_task_cancel(loop, server->task);
	co_pollable_close(loop, &server->socket);
}

static void forget(struct server *server)
{
	*server->link = server->next;
	if (server->next)
		server->next->link = server->link;
	server->closed = true;
	if (!server->task)
		free(server);
}

int64_t co_close_server(struct server *server)
{
	struct loop *loop = co_current_loop;

	if (task_take_cancellation(loop->current))
		return -ECANCELED;
	stop(loop, server);
	forget(server);
	return 0;
}

void co_servers_stop(struct loop *loop)
{
	for (struct server *server = loop->servers; server; server = server->next)
		stop(loop, server);
}

void co_servers_free(struct loop *loop)
{
	struct server *server, *next;

	for (server = loop->servers; server; server = next) {
		next = server->next;
		forget(server);
	}
}
