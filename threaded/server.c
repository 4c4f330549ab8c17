/* SPDX-License-Identifier: MIT */
/*
 * server.c - a thread accepts, a task serves each connection.
 *
 * The accepting thread is the runtime's own: nobody can name or cancel it, and it does not count
 * among the tasks. When descriptors, memory or tasks run out it tries again a little later.
 */
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "threaded/address.h"
#include "threaded/cancel.h"
#include "threaded/loop.h"
#include "threaded/sanitizer.h"
#include "threaded/server.h"
#include "threaded/stream.h"
#include "threaded/task.h"
#include "threaded/timer.h"

#define BACKLOG 4096
#define RETRY_NS MILLISECONDS(50)

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
	*connection = (struct connection){stream_adopt(fd), server->handler, server->arg};
	if (!connection->stream)
		goto free_connection;
	r = task_start(task_current->loop, serve, connection, false, &task);
	if (r < 0)
		goto free_stream;
	task_drop(task); /* nobody awaits it */
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
		r = cancel_call(SYS_accept4, server->fd, 0, 0, SOCK_CLOEXEC, 0, 0);
		if (r < 0 && r != -ECANCELED && r != -ECONNABORTED)
			r = timer_sleep(RETRY_NS) ? -ECANCELED : -EAGAIN;
	} while (r < 0 && r != -ECANCELED);
	sanitizer_receive(task_current->loop);
	return r;
}

static int64_t accept_connections(void *arg)
{
	struct server *server = arg;
	int64_t fd, r = 0;

	while (!r && (fd = accept_next(server)) >= 0) {
		while (start_serving(server, fd) < 0 && !r)
			r = timer_sleep(RETRY_NS);
		if (r < 0)
			close(fd);
	}
	return 0;
}

/* Returns a listening descriptor or -errno; stores the port. */
static int open_listener(const struct address *wanted, uint16_t *port)
{
	struct address got = *wanted;
	int fd, r, on = 1;

	fd = socket(wanted->any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	/* What it accepts inherits this. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (bind(fd, &wanted->any, wanted->size) || listen(fd, BACKLOG) ||
	    getsockname(fd, &got.any, &got.size))
		goto close_fd;
	*port = ntohs(wanted->any.sa_family == AF_INET ? got.v4.sin_port
						       : got.v6.sin6_port);
	return fd;
close_fd:
	r = -errno;
	close(fd);
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

int64_t server_start(connection_handler *handler, void *arg, const char *text,
		     uint16_t port, struct server **started)
{
	struct loop *loop = task_current->loop;
	struct address address;
	struct server *server;
	int64_t r = address_parse(&address, text, port);

	if (r < 0)
		return r;
	server = calloc(1, sizeof(*server));
	if (!server)
		return -ENOMEM;
	server->handler = handler;
	server->arg = arg;
	r = server->fd = open_listener(&address, &server->port);
	if (r < 0)
		goto free_server;
	r = task_start(loop, accept_connections, server, true, &server->acceptor);
	if (r < 0)
		goto close_fd;
	link_server(loop, server);
	*started = server;
	return 0;
close_fd:
	close(server->fd);
free_server:
	free(server);
	return r;
}

uint16_t server_get_port(const struct server *server)
{
	return server->port;
}

int64_t server_close(struct server *server)
{
	bool requested = false;

	cancel_request(server->acceptor);
	while (task_watch(server->acceptor, INT64_MAX) == -ECANCELED)
		requested = true;
	/* The wait is short and its end cannot be given up: the next waiting call delivers. */
	if (requested)
		atomic_store(&task_current->cancel, 1);
	task_drop(server->acceptor);
	unlink_server(task_current->loop, server);
	free_server(server);
	return 0;
}

void server_close_left(struct loop *loop)
{
	struct server *server;

	while ((server = loop->servers)) {
		loop->servers = server->next;
		free_server(server);
	}
}
