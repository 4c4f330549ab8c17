/* SPDX-License-Identifier: MIT */
/*
 * streams.c - traced: connections and servers. A connection is served in a task that the
 * runtime creates: it is seen when it starts.
 */
#include <errno.h>
#include <stdlib.h>

#include "bench/trace/calls.h"

/* ---- serving ---- */

static int64_t serve(struct stream *stream, void *arg)
{
	const struct trace_server *server = arg;
	struct trace *trace = trace_current;
	uint32_t number = trace_task_add(trace, NULL, NULL);
	int64_t result;

	if (!number)
		return server->handler(stream, server->arg);
	trace_task_begin(trace, number, trace->inner.current_task(), TRACE_STREAM,
			 trace_number(trace, TRACE_STREAM, (uintptr_t)stream));
	result = server->handler(stream, server->arg);
	trace_task_end(trace, number, result);
	return result;
}

/* Kept until the trace ends: tasks may serve longer than their server listens. */
static struct trace_server *keep(connection_handler *handler, void *arg)
{
	struct trace_server *server = calloc(1, sizeof(*server));

	if (!server)
		return NULL;
	server->handler = handler;
	server->arg = arg;
	pthread_mutex_lock(&trace_current->lock);
	server->next = trace_current->servers;
	trace_current->servers = server;
	pthread_mutex_unlock(&trace_current->lock);
	return server;
}

int64_t traced_start_server(connection_handler *handler, void *arg, const char *address,
			    uint16_t port, struct server **server)
{
	struct trace_server *kept = keep(handler, arg);
	int64_t result = kept ? 0 : -ENOMEM;

	if (!result)
		result = trace_current->inner.start_server(serve, kept, address, port,
							   server);
	if (!result) /* its address may have been another's */
		trace_forget(trace_current, (uintptr_t)*server);
	return result;
}

int64_t traced_close_server(struct server *server)
{
	struct trace_event call = call_about("close_server", TRACE_SERVER, server);

	call_waits(&call);
	return call_woken(&call, trace_current->inner.close_server(server));
}

/* ---- streams ---- */

int64_t traced_open_connection(const char *address, uint16_t port, struct stream **stream)
{
	struct trace_event call = call_of("open_connection");
	int64_t result;

	call_waits(&call);
	result = trace_current->inner.open_connection(address, port, stream);
	if (!result) {
		call.what = TRACE_STREAM;
		call.which = trace_number(trace_current, TRACE_STREAM, (uintptr_t)*stream);
	}
	return call_woken(&call, result);
}

int64_t traced_read(struct stream *stream, void *buffer, size_t size)
{
	struct trace_event call = call_about("read", TRACE_STREAM, stream);

	call_waits(&call);
	return call_woken(&call, trace_current->inner.read(stream, buffer, size));
}

int64_t traced_readexactly(struct stream *stream, void *buffer, size_t size)
{
	struct trace_event call = call_about("readexactly", TRACE_STREAM, stream);

	call_waits(&call);
	return call_woken(&call, trace_current->inner.readexactly(stream, buffer, size));
}

int64_t traced_write(struct stream *stream, const void *buffer, size_t size)
{
	struct trace_event call = call_about("write", TRACE_STREAM, stream);

	call_waits(&call);
	return call_woken(&call, trace_current->inner.write(stream, buffer, size));
}

/* Forgotten before it is closed: afterwards its address may be another's. */
void traced_close(struct stream *stream)
{
	trace_forget(trace_current, (uintptr_t)stream);
	trace_current->inner.close(stream);
}
