/* SPDX-License-Identifier: MIT */
/*
 * calls.h - the functions of the wrapping table, and how each tells its trace. For
 * bench/trace.
 */
#ifndef BENCH_TRACE_CALLS_H
#define BENCH_TRACE_CALLS_H

#include "bench/trace/record.h"

/*
 * The trace of this process; NULL: none. A table's functions have nowhere else to find it.
 */
extern struct trace *trace_current;

/* The number of the calling task; 0 where no task calls. */
uint32_t call_task(void);

/* A call of the calling task that is about nothing, or about a thing by its address. */
struct trace_event call_of(const char *in);
struct trace_event call_about(const char *in, enum trace_thing what, const void *thing);

/* Note that the call begins, where it may wait; that it has returned: returns result. */
void call_waits(struct trace_event *call);
int64_t call_woken(struct trace_event *call, int64_t result);

/* Note a call that does not wait. Returns what trace_refuse takes. */
uint64_t call_made(struct trace_event *call, enum trace_kind kind);

/* ---- as asyncio.h has them ---- */

int64_t traced_run(coroutine *main, void *arg, const struct asyncio_options *options);
struct coroutine_object traced_coroutine(coroutine *function, void *arg);
int64_t traced_await_coroutine(struct coroutine_object *object);
struct task *traced_create_task(coroutine *function, void *arg);
int64_t traced_await(struct task *task);
int64_t traced_gather(struct task *const *tasks, size_t n, int64_t *results);
int64_t traced_wait_for(struct task *task, int64_t timeout_ns);
int64_t traced_sleep(int64_t ns);
int64_t traced_cancel(struct task *task);
void traced_task_set_name(struct task *task, const char *name);
int64_t traced_to_thread(coroutine *function, void *arg);

int64_t traced_open_connection(const char *address, uint16_t port, struct stream **stream);
int64_t traced_start_server(connection_handler *handler, void *arg, const char *address,
			    uint16_t port, struct server **server);
int64_t traced_close_server(struct server *server);
int64_t traced_read(struct stream *stream, void *buffer, size_t size);
int64_t traced_readexactly(struct stream *stream, void *buffer, size_t size);
int64_t traced_write(struct stream *stream, const void *buffer, size_t size);
void traced_close(struct stream *stream);

struct lock *traced_lock_create(void);
void traced_lock_destroy(struct lock *lock);
int64_t traced_lock_acquire(struct lock *lock);
int64_t traced_lock_release(struct lock *lock);
struct event *traced_event_create(void);
void traced_event_destroy(struct event *event);
int64_t traced_event_wait(struct event *event);
void traced_event_set(struct event *event);
struct queue *traced_queue_create(size_t maxsize);
void traced_queue_destroy(struct queue *queue);
int64_t traced_queue_put(struct queue *queue, int64_t item);
int64_t traced_queue_get(struct queue *queue);

#endif
