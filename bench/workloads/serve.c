/* SPDX-License-Identifier: MIT */
/* serve.c - a TCP server that a driver drives. See serve.h. */
#include "bench/workloads/serve.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

/*
 * What the connections' tasks share. It outlives them: serve_stop cancels and awaits every task
 * that has registered, and the driver has heard from each connection before its first slice.
 */
struct serve {
	serve_connection *connection;
	void *service;
	struct server *requests, *controls;
	struct stream *control; /* set before `ready` is */
	struct event *ready;	/* the driver has connected to the control port */
	struct event *leave;	/* serve_stop lets go of the control connection */
	bool driven;		/* the driver is there and has had a slice */
	struct lock *lock;	/* of what follows */
	size_t serving, room;
	struct task *tasks[]; /* one kept handle a connection */
};

/* Remember the calling task for serve_stop. -EUSERS: more connections than were agreed on. */
static int64_t enter(struct serve *serve)
{
	int64_t result = asyncio.lock_acquire(serve->lock);

	if (result)
		return result;
	if (serve->serving < serve->room) {
		serve->tasks[serve->serving++] = asyncio.current_task();
		asyncio.task_keep(asyncio.current_task());
	} else {
		result = -EUSERS;
	}
	asyncio.lock_release(serve->lock);
	return result;
}

static int64_t serve_requests(struct stream *stream, void *arg)
{
	struct serve *serve = arg;
	int64_t result = enter(serve);

	if (!result)
		result = serve->connection(serve->service, stream);
	asyncio.close(stream);
	return result;
}

/* Lend the control connection to the player, and close it when serve_stop says so. */
static int64_t serve_control(struct stream *stream, void *arg)
{
	struct serve *serve = arg;
	int64_t result = serve->control ? -EUSERS : enter(serve);

	if (!result) {
		serve->control = stream;
		asyncio.event_set(serve->ready);
		result = asyncio.event_wait(serve->leave);
	}
	asyncio.close(stream);
	return result;
}

int64_t serve_await_driver(struct serve *serve)
{
	return asyncio.event_wait(serve->ready);
}

int64_t serve_tell(struct serve *serve, char byte)
{
	int64_t result = asyncio.write(serve->control, &byte, 1);

	return result < 0 ? result : 0;
}

int64_t serve_hear(struct serve *serve)
{
	char byte;
	int64_t result = asyncio.read(serve->control, &byte, 1);

	if (result <= 0)
		return result < 0 ? result : -ECONNRESET;
	serve->driven = true;
	return 0;
}

int64_t serve_slice(struct serve *serve)
{
	int64_t result = serve_tell(serve, 'g');

	return result ? result : serve_hear(serve);
}

/*
 * Until the first slice commands arrive rarely, connections all the time, and the driver may ask
 * what can be sustained: look for a command every millisecond. From then on nothing comes between
 * slices but the next command, which need not wait.
 */
void serve_idle(struct serve *serve, int fd)
{
	struct pollfd command = {.fd = fd, .events = POLLIN};

	while (!serve->driven && poll(&command, 1, 0) == 0 &&
	       asyncio.sleep(MILLISECONDS(1)) == 0)
		;
}

static void end_tasks(struct serve *serve)
{
	if (serve->requests)
		asyncio.close_server(serve->requests);
	if (serve->controls)
		asyncio.close_server(serve->controls);
	asyncio.event_set(serve->leave);
	for (size_t i = 0; i < serve->serving; i++) {
		asyncio.cancel(serve->tasks[i]);
		asyncio.await(serve->tasks[i]);
	}
}

void serve_stop(struct serve *serve)
{
	if (serve->lock && serve->ready && serve->leave)
		end_tasks(serve);
	if (serve->lock)
		asyncio.lock_destroy(serve->lock);
	if (serve->ready)
		asyncio.event_destroy(serve->ready);
	if (serve->leave)
		asyncio.event_destroy(serve->leave);
	free(serve);
}

static int64_t listen_on_both(struct serve *serve)
{
	int64_t result;

	serve->lock = asyncio.lock_create();
	serve->ready = asyncio.event_create();
	serve->leave = asyncio.event_create();
	if (!serve->lock || !serve->ready || !serve->leave)
		return -ENOMEM;
	result = asyncio.start_server(serve_requests, serve, "127.0.0.1", 0,
				      &serve->requests);
	if (result)
		return result;
	return asyncio.start_server(serve_control, serve, "127.0.0.1", 0, &serve->controls);
}

struct serve *serve_start(struct setting *setting, size_t connections,
			  serve_connection *connection, void *service, int64_t *error)
{
	size_t room = connections + 1; /* the control connection's */
	struct serve *serve = calloc(1, sizeof(*serve) + room * sizeof(serve->tasks[0]));

	*error = -ENOMEM;
	if (!serve)
		return NULL;
	serve->room = room;
	serve->connection = connection;
	serve->service = service;
	*error = listen_on_both(serve);
	if (*error) {
		serve_stop(serve);
		return NULL;
	}
	setting->port = asyncio.server_port(serve->requests);
	setting->control_port = asyncio.server_port(serve->controls);
	return serve;
}
