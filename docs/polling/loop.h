/* SPDX-License-Identifier: MIT */
/* loop.h - what the files of this runtime share. Not for others: they use the table, polling.h. */
#ifndef POLLING_LOOP_H
#define POLLING_LOOP_H

#include <ucontext.h>

#include "asyncio.h"

struct task {
	struct task *next; /* in the loop's list, in order of creation */
	coroutine *function;
	void *arg;
	int64_t result;
	void *stack; /* NULL: it has ended */
	int handles; /* of those who will await it */
	bool started, done;
	bool cancelled; /* a request that was not delivered yet */
	ucontext_t context;
};

struct loop {
	struct task *first, **end; /* every task that is not freed */
	struct task *running;
	bool ending; /* main has returned: what is made now is cancelled at once */
	size_t stack_size, tasks, max_tasks;
	ucontext_t context;
};

extern __thread struct loop *polling_current; /* of this thread, while it runs */

/* Let others run until the condition holds. Returns 0 or -ECANCELED. */
int64_t polling_wait_until(bool (*holds)(const void *), const void *what);

/* Whether the running task was asked to end: once for each request. */
bool polling_take_cancellation(void);

/* Rows of the table, as asyncio.h says of each: task.c, wait.c, sync.c. */
struct task *polling_create_task(coroutine *function, void *arg);
int64_t polling_run(coroutine *main, void *arg, const struct asyncio_options *options);

int64_t polling_time(void);
int64_t polling_sleep(int64_t ns);
int64_t polling_cancel(struct task *task);
int64_t polling_await(struct task *task);
int64_t polling_gather(struct task *const *tasks, size_t n, int64_t *results);
int64_t polling_wait_for(struct task *task, int64_t timeout_ns);
struct task *polling_current_task(void);
bool polling_task_done(struct task *task);
void polling_task_keep(struct task *task);
void polling_task_release(struct task *task);
void polling_task_set_name(struct task *task, const char *name);

struct lock *polling_lock_create(void);
void polling_lock_destroy(struct lock *lock);
int64_t polling_lock_acquire(struct lock *lock);
int64_t polling_lock_release(struct lock *lock);
struct event *polling_event_create(void);
void polling_event_destroy(struct event *event);
int64_t polling_event_wait(struct event *event);
void polling_event_set(struct event *event);
void polling_event_clear(struct event *event);
struct queue *polling_queue_create(size_t maxsize);
void polling_queue_destroy(struct queue *queue);
int64_t polling_queue_put(struct queue *queue, int64_t item);
int64_t polling_queue_get(struct queue *queue);

#endif
