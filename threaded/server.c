/* SPDX-License-Identifier: MIT */
/*
 * server.c - a thread accepts, a task serves each connection.
 *
 * The accepting thread is the runtime's own: nobody can name or cancel it, and it does not count
 * among the tasks. When descriptors, memory or tasks run out it tries again a little later.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "threaded/cancel.h"
#include "threaded/loop.h"
#include "threaded/sanitizer.h"
#include "threaded/stream.h"
#include "threaded/task.h"
#include "threaded/timer.h"

/* How long to wait when there are no descriptors or no memory for a connection. */
#define PAUSE MILLISECONDS(50)

struct server {
	int fd;
	uint16_t port;
	connection_handler *handler;
	void *arg;
	struct task *acceptor;	     /* we hold its handle */
	struct server *next, **link; /* in loop->servers; loop->lock guards */
};

struct connection {
	struct stream *stream; /* the handler closes it */
	connection_handler *handler;
	void *arg;
};

static int64_t serve_connection(void *arg)
{
	struct connection connection = *(struct connection *)arg;

	free(arg);
	return connection.handler(connection.stream, connection.arg);
}

/* Returns 0: the task has the descriptor; or an error, and the caller has it still. */
static int start_handler(struct server *server, int fd)
{
	struct connection *connection = malloc(sizeof(*connection));
	struct task *task;
	int error = -ENOMEM;

	if (!connection)
		return error;
	*connection = (struct connection){th_stream_open(fd), server->handler, server->arg};
	if (!connection->stream)
		goto free_connection;
	error = th_task_start(th_current->loop, serve_connection, connection, false, &task);
	if (error < 0)
		goto free_stream;
	th_task_release(task); /* nobody awaits it */
	return 0;
free_stream:
	free(connection->stream);
free_connection:
	free(connection);
	return error;
}

/*
 * Returns a descriptor or -ECANCELED. A connection that was given up before it was accepted costs
 * nothing; after any other error, most likely a shortage, it waits a little.
 */
static int64_t accept_connection(struct server *server)
{
	int64_t result;

	do {
		result = th_cancel_call(SYS_accept4, server->fd, 0, 0, SOCK_CLOEXEC, 0, 0);
		if (result < 0 && result != -ECANCELED && result != -ECONNABORTED)
			result = th_sleep(PAUSE) ? -ECANCELED : -EAGAIN;
	} while (result < 0 && result != -ECANCELED);
	sanitizer_receive(th_current->loop);
	return result;
}

/* The connection waits until there is memory for it. Returns 0 or -ECANCELED. */
static int64_t take_on(struct server *server, int fd)
{
	int64_t result = 0;

	while (!result && start_handler(server, fd) < 0)
		result = th_sleep(PAUSE);
	if (result < 0)
		close(fd);
	return result;
}

static int64_t accept_connections(void *arg)
{
	struct server *server = arg;
	int64_t fd, result = 0;

	while (!result && (fd = accept_connection(server)) >= 0)
		result = take_on(server, fd);
	return 0;
}

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

	if (getsockname(server->fd, &address.any, &address.length) < 0)
		return -errno;
	server->port = th_address_port(&address);
	return 0;
}

static int set_up(struct server *server, const struct address *address)
{
	int error = listen_on(server->fd, address);

	if (!error)
		error = find_port(server);
	if (!error)
		error = th_task_start(th_current->loop, accept_connections, server, true,
				      &server->acceptor);
	return error;
}

static void link_server(struct loop *loop, struct server *server)
{
	pthread_mutex_lock(&loop->lock);
	server->next = loop->servers;
	server->link = &loop->servers;
	if (server->next)
		server->next->link = &server->next;
	loop->servers = server;
	pthread_mutex_unlock(&loop->lock);
}

static void unlink_server(struct loop *loop, struct server *server)
{
	pthread_mutex_lock(&loop->lock);
	*server->link = server->next;
	if (server->next)
		server->next->link = server->link;
	pthread_mutex_unlock(&loop->lock);
}

static void free_server(struct server *server)
{
	close(server->fd);
	free(server);
}

int64_t th_start_server(connection_handler *handler, void *arg, const char *address,
			uint16_t port, struct server **server)
{
	struct address parsed;
	struct server *new;
	int64_t error;

	if (th_address_parse(&parsed, address, port) < 0)
		return -EINVAL;
	new = calloc(1, sizeof(*new));
	if (!new)
		return -ENOMEM;
	new->handler = handler;
	new->arg = arg;
	error = new->fd = th_address_socket(&parsed);
	if (error < 0)
		goto free_server;
	error = set_up(new, &parsed);
	if (error)
		goto close_fd;
	link_server(th_current->loop, new);
	*server = new;
	return 0;
close_fd:
	close(new->fd);
free_server:
	free(new);
	return error;
}

uint16_t th_server_port(const struct server *server)
{
	return server->port;
}

/* Once begun it ends soon and cannot be given up: a request meanwhile stays for the next call. */
int64_t th_close_server(struct server *server)
{
	bool requested = false;
	int64_t result = th_cancel_take();

	if (result < 0)
		return result;
	th_cancel(server->acceptor);
	while (th_task_watch(server->acceptor, INT64_MAX) == -ECANCELED)
		requested = true;
	if (requested)
		th_cancel_put_back();
	th_task_release(server->acceptor);
	unlink_server(th_current->loop, server);
	free_server(server);
	return 0;
}

void th_servers_free(struct loop *loop)
{
	struct server *server;

	while ((server = loop->servers)) {
		loop->servers = server->next;
		free_server(server);
	}
}
