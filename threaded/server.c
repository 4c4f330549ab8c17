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

static int64_t serve(void *arg)
{
	struct connection connection = *(struct connection *)arg;

	free(arg);
	return connection.handler(connection.stream, connection.arg);
}

/* Returns 0: the task has the descriptor; or an error, and the caller has it still. */
static int start_serving(struct server *server, int fd)
{
	struct connection *connection = malloc(sizeof(*connection));
	struct task *task;
	int r = -ENOMEM;

	if (!connection)
		return r;
	*connection = (struct connection){th_stream_open(fd), server->handler, server->arg};
	if (!connection->stream)
		goto free_connection;
	r = th_task_start(th_current->loop, serve, connection, false, &task);
	if (r < 0)
		goto free_stream;
	th_task_release(task); /* nobody awaits it */
	return 0;
free_stream:
	free(connection->stream);
free_connection:
	free(connection);
	return r;
}

/*
 * Returns a descriptor or -ECANCELED. A connection that was given up before it was accepted costs
 * nothing; after any other error, most likely a shortage, it waits a little.
 */
static int64_t accept_next(struct server *server)
{
	int64_t r;

	do {
		r = th_cancel_call(SYS_accept4, server->fd, 0, 0, SOCK_CLOEXEC, 0, 0);
		if (r < 0 && r != -ECANCELED && r != -ECONNABORTED)
			r = th_sleep(PAUSE) ? -ECANCELED : -EAGAIN;
	} while (r < 0 && r != -ECANCELED);
	sanitizer_receive(th_current->loop);
	return r;
}

/* The connection waits until there is memory for it. Returns 0 or -ECANCELED. */
static int64_t start_serving_soon(struct server *server, int fd)
{
	int64_t r = 0;

	while (!r && start_serving(server, fd) < 0)
		r = th_sleep(PAUSE);
	if (r < 0)
		close(fd);
	return r;
}

static int64_t accept_connections(void *arg)
{
	struct server *server = arg;
	int64_t fd, r = 0;

	while (!r && (fd = accept_next(server)) >= 0)
		r = start_serving_soon(server, fd);
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
	int r = listen_on(server->fd, address);

	if (!r)
		r = find_port(server);
	if (!r)
		r = th_task_start(th_current->loop, accept_connections, server, true,
				  &server->acceptor);
	return r;
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

int64_t th_start_server(connection_handler *handler, void *arg, const char *text,
			uint16_t port, struct server **started)
{
	struct address address;
	struct server *server;
	int64_t r;

	r = th_address_parse(&address, text, port);
	if (r < 0)
		return r;
	server = calloc(1, sizeof(*server));
	if (!server)
		return -ENOMEM;
	server->handler = handler;
	server->arg = arg;
	r = server->fd = th_address_socket(&address);
	if (r < 0)
		goto free_server;
	r = set_up(server, &address);
	if (r < 0)
		goto close_fd;
	link_server(th_current->loop, server);
	*started = server;
	return 0;
close_fd:
	close(server->fd);
free_server:
	free(server);
	return r;
}

uint16_t th_server_port(const struct server *server)
{
	return server->port;
}

/* Once begun it ends soon and cannot be given up: a request meanwhile stays for the next call. */
int64_t th_close_server(struct server *server)
{
	struct task *self = th_current;
	bool requested = false;
	int64_t r = th_cancel_take();

	if (r < 0)
		return r;
	th_cancel(server->acceptor);
	while (th_task_watch(server->acceptor, INT64_MAX) == -ECANCELED)
		requested = true;
	if (requested)
		atomic_store(&self->cancel, 1);
	th_task_release(server->acceptor);
	unlink_server(self->loop, server);
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
