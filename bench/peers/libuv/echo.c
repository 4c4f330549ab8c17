/* SPDX-License-Identifier: MIT */
/*
 * echo.c - the echo server on libuv, in its cheapest form.
 *
 * An answer is tried at once (uv_try_write: a system call, no request, no allocation). Only what
 * the kernel does not take is copied and queued (uv_write), and nothing more is read from that
 * connection until it has gone. All connections read into one buffer, since what is read is
 * written or copied before anything else is read; it has libuv's usual 64 KiB and is larger than
 * any request, so that a read that does not fill it ends the reading.
 *
 * What the slices and the control connection are: bench/workloads/echo.c.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "bench/kernels/toil.h"
#include "bench/peers/libuv/libuv.h"
#include "bench/workloads/echo.h"

#define BUFFER ((size_t)(64 << 10) + 1)

/* A listening socket knows what to do with whoever connects; a connection knows its server. */
struct server {
	uv_loop_t loop;
	uv_tcp_t requests, controls; /* listening */
	uv_tcp_t *control;	     /* the client's control connection, or NULL */
	uv_poll_t command;	     /* what idle was given, once it was */
	bool has_command;	     /* `command` is a handle */
	bool ended, commanded;	     /* the client's byte has come; a command has */
	size_t size;		     /* bytes a request */
	int64_t work;		     /* to compute for each, see toil.h */
	uint64_t toiled;	     /* in this slice */
	char buffer[BUFFER];
};

/* What the kernel would not take yet; freed when it has. */
struct rest {
	uv_write_t request;
	size_t size;
	char bytes[];
};

static void free_connection(uv_handle_t *handle)
{
	free(handle);
}

static void hang_up(uv_stream_t *stream)
{
	if (!uv_is_closing((uv_handle_t *)stream))
		uv_close((uv_handle_t *)stream, free_connection);
}

static void lend_buffer(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct server *server = handle->data;

	(void)suggested;
	*buffer = uv_buf_init(server->buffer, sizeof(server->buffer));
}

/* ---- requests ---- */

static void read_request(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer);

static void rest_sent(uv_write_t *request, int status)
{
	uv_stream_t *stream = request->handle;

	free(request->data);
	if (status || uv_read_start(stream, lend_buffer, read_request))
		hang_up(stream);
}

static void queue_rest(uv_stream_t *stream, const char *bytes, size_t size)
{
	struct rest *rest = malloc(sizeof(*rest) + size);
	uv_buf_t buffer;

	if (!rest) {
		hang_up(stream);
		return;
	}
	rest->request.data = rest;
	memcpy(rest->bytes, bytes, size);
	buffer = uv_buf_init(rest->bytes, (unsigned)size);
	uv_read_stop(stream);
	if (uv_write(&rest->request, stream, &buffer, 1, rest_sent)) {
		free(rest);
		hang_up(stream);
	}
}

static void read_request(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
	struct server *server = stream->data;
	uv_buf_t answer;
	int sent;

	if (size <= 0) {
		if (size < 0)
			hang_up(stream);
		return;
	}
	if (server->work)
		server->toiled += toil(server->work, (size_t)size, server->size);
	answer = uv_buf_init(buffer->base, (unsigned)size);
	sent = uv_try_write(stream, &answer, 1);
	if (sent == size)
		return;
	if (sent < 0 && sent != UV_EAGAIN)
		hang_up(stream);
	else if (sent < 0)
		queue_rest(stream, buffer->base, (size_t)size);
	else
		queue_rest(stream, buffer->base + sent, (size_t)(size - sent));
}

/* Accept into a handle of its own, which free_connection frees. NULL: there is none. */
static uv_tcp_t *accept_one(uv_stream_t *listener, uv_read_cb read)
{
	uv_tcp_t *tcp = malloc(sizeof(*tcp));

	if (!tcp || uv_tcp_init(listener->loop, tcp)) {
		free(tcp);
		return NULL;
	}
	tcp->data = listener->data;
	if (uv_accept(listener, (uv_stream_t *)tcp) || uv_tcp_nodelay(tcp, 1) ||
	    uv_read_start((uv_stream_t *)tcp, lend_buffer, read)) {
		hang_up((uv_stream_t *)tcp);
		return NULL;
	}
	return tcp;
}

static void accept_request(uv_stream_t *listener, int status)
{
	if (!status)
		accept_one(listener, read_request);
}

/* ---- the control connection, the commands ---- */

static void read_control(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
	struct server *server = stream->data;

	(void)buffer;
	if (size == 0)
		return;
	if (size > 0) {
		server->ended = true;
	} else {
		if (server->control == (uv_tcp_t *)stream)
			server->control = NULL;
		hang_up(stream);
	}
	uv_stop(&server->loop);
}

static void accept_control(uv_stream_t *listener, int status)
{
	struct server *server = listener->data;
	uv_tcp_t *tcp = status ? NULL : accept_one(listener, read_control);

	if (server->control && tcp)
		hang_up((uv_stream_t *)tcp);
	else if (tcp)
		server->control = tcp;
	uv_stop(&server->loop);
}

static void command_came(uv_poll_t *poll, int status, int events)
{
	struct server *server = poll->data;

	(void)status, (void)events;
	server->commanded = true;
	uv_stop(&server->loop);
}

/* libuv makes what it polls non-blocking; it is not ours, so it is put back. */
static int watch_command(struct server *server, int fd)
{
	int flags = fcntl(fd, F_GETFL), result = 0;

	if (!server->has_command)
		result = uv_poll_init(&server->loop, &server->command, fd);
	if (result)
		return result;
	if (!server->has_command && flags >= 0)
		fcntl(fd, F_SETFL, flags);
	server->has_command = true;
	server->command.data = server;
	return uv_poll_start(&server->command, UV_READABLE, command_came);
}

static int64_t begin(void *state)
{
	struct server *server = state;

	while (!server->control)
		uv_run(&server->loop, UV_RUN_DEFAULT);
	return 0;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct server *server = state;
	uv_buf_t go = uv_buf_init("g", 1);
	int result;

	server->ended = false;
	server->toiled = 0;
	result = uv_try_write((uv_stream_t *)server->control, &go, 1);
	if (result != 1)
		return result < 0 ? result : -EIO;
	while (!server->ended && server->control)
		uv_run(&server->loop, UV_RUN_DEFAULT);
	if (!server->ended)
		return -ECONNRESET;
	tally->operations += operations;
	tally->checksum += server->toiled;
	return 0;
}

static void idle(void *state, int fd)
{
	struct server *server = state;

	server->commanded = false;
	if (watch_command(server, fd))
		return; /* a file: it can always be read */
	while (!server->commanded)
		uv_run(&server->loop, UV_RUN_DEFAULT);
	uv_poll_stop(&server->command);
}

/* ---- prepare, finish ---- */

static void closed(uv_handle_t *handle)
{
	struct server *server = handle->data;

	if (handle != (uv_handle_t *)&server->requests &&
	    handle != (uv_handle_t *)&server->controls &&
	    handle != (uv_handle_t *)&server->command)
		free(handle);
}

static void finish(void *state)
{
	struct server *server = state;

	libuv_close_all(&server->loop, closed);
	free(server);
}

static int listen_on_loopback(struct server *server, uv_tcp_t *listener,
			      uv_connection_cb accept, uint16_t *port)
{
	struct sockaddr_in address;
	int size = sizeof(address), result = uv_tcp_init(&server->loop, listener);

	if (result)
		return result;
	listener->data = server;
	uv_ip4_addr("127.0.0.1", 0, &address);
	result = uv_tcp_bind(listener, (struct sockaddr *)&address, 0);
	if (!result)
		result = uv_listen((uv_stream_t *)listener, SOMAXCONN, accept);
	if (!result)
		result = uv_tcp_getsockname(listener, (struct sockaddr *)&address, &size);
	*port = ntohs(address.sin_port);
	return result;
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct server *server = calloc(1, sizeof(*server));
	int result;

	if (!server)
		return -ENOMEM;
	server->size = (size_t)setting->parameters[SIZE];
	server->work = setting->parameters[WORK];
	result = uv_loop_init(&server->loop);
	if (result) {
		free(server);
		return result;
	}
	result = listen_on_loopback(server, &server->requests, accept_request,
				    &setting->port);
	if (!result)
		result = listen_on_loopback(server, &server->controls, accept_control,
					    &setting->control_port);
	if (result) {
		finish(server);
		return result;
	}
	*state = server;
	return 0;
}

const struct player libuv_echo = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
	.begin = begin,
	.idle = idle,
};
