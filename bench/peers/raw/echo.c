/* SPDX-License-Identifier: MIT */
/*
 * echo.c - the echo server as it is written by hand on epoll: the limit for every runtime.
 *
 * Every connection is registered once, edge-triggered, for reading and writing. It is read when
 * the kernel says so, and written at once; a read that does not fill the buffer means that there
 * is no more. What the kernel does not take waits in the connection's buffer for the next edge.
 * What the slices and the control connection are: bench/workloads/echo.c.
 */
#include "bench/workloads/echo.h"
#include "bench/kernels/toil.h"
#include "bench/peers/raw/raw.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS 512 /* taken from the kernel at a time */

struct server;

/* Something in the epoll set. */
struct source {
	int fd; /* -1: closed, or not yet there */
	int (*serve)(struct server *server, struct source *source); /* 0 or -errno */
	char *buffer;	   /* of a connection, size bytes */
	size_t used, sent; /* bytes of the answer, and of it sent */
};

struct server {
	int epoll;
	size_t size;	 /* bytes of a connection's buffer: one more than a request */
	int64_t work;	 /* to compute for each request, see toil.h */
	uint64_t toiled; /* in this slice */
	struct source requests, controls; /* listening */
	struct source control;		  /* the client's control connection */
	struct source command;		  /* what idle was given */
	bool ended, commanded;		  /* the client's byte has come; a command has */
	size_t accepted, room;
	struct source connections[];
};

static int watch(struct server *server, struct source *source, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.ptr = source};

	return epoll_ctl(server->epoll, EPOLL_CTL_ADD, source->fd, &event) ? -errno : 0;
}

static void shut(struct source *source)
{
	if (source->fd >= 0)
		close(source->fd);
	source->fd = -1;
	free(source->buffer);
	source->buffer = NULL;
}

/* Send what is left of the answer. Returns 0 when the kernel is full, 1 when all is sent. */
static int flush(struct source *source)
{
	ssize_t n;

	while (source->sent < source->used) {
		n = send(source->fd, source->buffer + source->sent,
			 source->used - source->sent, MSG_NOSIGNAL);
		if (n < 0)
			return errno == EAGAIN ? 0 : -errno;
		source->sent += (size_t)n;
	}
	source->used = source->sent = 0;
	return 1;
}

/* Read and answer until there is no more. Returns 0, or -errno when the connection is over. */
static int answer(struct server *server, struct source *source)
{
	ssize_t n;
	int result;

	while ((result = flush(source)) == 1) {
		n = read(source->fd, source->buffer, server->size);
		if (n <= 0)
			return n == 0 ? -EPIPE : errno == EAGAIN ? 0 : -errno;
		source->used = (size_t)n;
		if (server->work)
			server->toiled += toil(server->work, (size_t)n, server->size - 1);
		if ((size_t)n < server->size) {
			result = flush(source);
			break;
		}
	}
	return result < 0 ? result : 0;
}

static int serve_connection(struct server *server, struct source *source)
{
	if (source->fd >= 0 && answer(server, source))
		shut(source);
	return 0;
}

static int accept_one(const struct source *listener)
{
	int one = 1, fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0)
		return -errno;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}

static int serve_requests(struct server *server, struct source *listener)
{
	struct source *source;
	int fd;

	while ((fd = accept_one(listener)) >= 0) {
		if (server->accepted == server->room) {
			close(fd);
			continue;
		}
		source = &server->connections[server->accepted++];
		source->fd = fd;
		source->buffer = malloc(server->size);
		source->serve = serve_connection;
		if (!source->buffer || watch(server, source, EPOLLIN | EPOLLOUT | EPOLLET))
			shut(source);
	}
	return 0;
}

static int serve_controls(struct server *server, struct source *listener)
{
	int fd = accept_one(listener);

	if (fd < 0)
		return 0;
	if (server->control.fd >= 0) {
		close(fd);
		return 0;
	}
	server->control.fd = fd;
	return watch(server, &server->control, EPOLLIN);
}

static int serve_control(struct server *server, struct source *source)
{
	char byte;
	ssize_t n = read(source->fd, &byte, 1);

	if (n == 1)
		server->ended = true;
	else if (n == 0 || errno != EAGAIN)
		shut(source);
	return 0;
}

static int serve_command(struct server *server, struct source *source)
{
	(void)source;
	server->commanded = true;
	return 0;
}

/* Wait for the kernel, then serve all that it names. */
static int turn(struct server *server)
{
	struct epoll_event events[EVENTS];
	int n = epoll_wait(server->epoll, events, EVENTS, -1), result = 0;

	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	for (int i = 0; i < n && !result; i++) {
		struct source *source = events[i].data.ptr;

		result = source->serve(server, source);
	}
	return result;
}

static int64_t begin(void *state)
{
	struct server *server = state;
	int result = 0;

	while (server->control.fd < 0 && !result)
		result = turn(server);
	return result;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct server *server = state;
	int result = 0;

	server->ended = false;
	server->toiled = 0;
	if (send(server->control.fd, "g", 1, MSG_NOSIGNAL) != 1)
		return -errno;
	while (!server->ended && !result)
		result = server->control.fd < 0 ? -ECONNRESET : turn(server);
	tally->operations += operations;
	tally->checksum += server->toiled;
	return result;
}

static void idle(void *state, int fd)
{
	struct server *server = state;

	server->commanded = false;
	server->command.fd = fd;
	if (watch(server, &server->command, EPOLLIN))
		return; /* a file: it can always be read */
	while (!server->commanded && !turn(server))
		;
	epoll_ctl(server->epoll, EPOLL_CTL_DEL, fd, NULL);
}

static void finish(void *state)
{
	struct server *server = state;

	for (size_t i = 0; i < server->accepted; i++)
		shut(&server->connections[i]);
	shut(&server->control);
	shut(&server->controls);
	shut(&server->requests);
	if (server->epoll >= 0)
		close(server->epoll);
	free(server);
}

static int listen_on_loopback(struct server *server, struct source *source, uint16_t *port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t size = sizeof(address);

	source->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (source->fd < 0 || bind(source->fd, (struct sockaddr *)&address, size) ||
	    listen(source->fd, SOMAXCONN) ||
	    getsockname(source->fd, (struct sockaddr *)&address, &size))
		return -errno;
	*port = ntohs(address.sin_port);
	return watch(server, source, EPOLLIN);
}

static struct server *make(size_t room, size_t size, int64_t work)
{
	struct server *server =
		calloc(1, sizeof(*server) + room * sizeof(server->connections[0]));

	if (!server)
		return NULL;
	server->room = room;
	server->size = size;
	server->work = work;
	server->requests = (struct source){.fd = -1, .serve = serve_requests};
	server->controls = (struct source){.fd = -1, .serve = serve_controls};
	server->control = (struct source){.fd = -1, .serve = serve_control};
	server->command = (struct source){.fd = -1, .serve = serve_command};
	server->epoll = epoll_create1(EPOLL_CLOEXEC);
	return server;
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct server *server =
		make((size_t)setting->parameters[CONNECTIONS],
		     (size_t)setting->parameters[SIZE] + 1, setting->parameters[WORK]);
	int result;

	if (!server)
		return -ENOMEM;
	result = server->epoll < 0 ? -errno : 0;
	if (!result)
		result = listen_on_loopback(server, &server->requests, &setting->port);
	if (!result)
		result = listen_on_loopback(server, &server->controls,
					    &setting->control_port);
	if (result) {
		finish(server);
		return result;
	}
	*state = server;
	return 0;
}

const struct player raw_echo = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
	.begin = begin,
	.idle = idle,
};
