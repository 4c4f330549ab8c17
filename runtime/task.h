/* SPDX-License-Identifier: MIT */
/*
 * task.h - what a task is: one cache line, and the words at the top of its stack.
 *
 * What the scheduler reads and writes lies in the line, in a dense array; what is needed once
 * (what to run) or only for messages (number, name) lies at the top of the stack. A task keeps
 * its line and its stack from creation until it has ended and nobody holds a handle.
 */
#ifndef RUNTIME_TASK_H
#define RUNTIME_TASK_H

#include "asyncio.h"

#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)

struct loop;

enum task_state {
	TASK_FREE,    /* in the pool */
	TASK_CREATED, /* in the ring for its first time */
	TASK_READY,   /* running, or in the ring */
	TASK_DONE,    /* ended, somebody holds a handle; value is the result */
	/* parked; task->on is the struct waiters that it is in */
	WAITS_LOCK,
	WAITS_EVENT,
	WAITS_GET,
	WAITS_PUT, /* value is the item */
	/* parked; task->on is the place that a struct pollable has for it */
	WAITS_READ,
	WAITS_WRITE,
	WAITS_CONNECT,
	WAITS_ACCEPT,
	WAITS_SLEEP,  /* parked until a deadline in the heap */
	WAITS_THREAD, /* parked until a thread is done; task->on is the struct offload_job */
	/* parked until other tasks end; value is free for whoever walks along them */
	WAITS_AWAIT,	/* task->on is the task */
	WAITS_WAIT_FOR, /* the same */
	WAITS_GATHER,	/* task->on is the struct gathering */
	/* the caller of run */
	WAITS_ROOT,
};

enum task_flag {
	TASK_CANCELLED = 1 << 0, /* a request that no call has delivered yet */
	TASK_PASSED_ON = 1 << 1, /* a request went on to what it waits for */
	TASK_TIMED_OUT = 1 << 2, /* wait_for gave up on what it waits for */
	TASK_TIMER = 1 << 3,	 /* wait_for has a deadline in the heap */
	TASK_VISITED = 1 << 4,	 /* cancel is at work on it */
	TASK_WATCHED = 1 << 5,	 /* run waits for its end */
	TASK_INTERNAL = 1 << 6,	 /* the runtime's own: run neither lists nor cancels it */
	TASK_CLEANS_UP =
		1 << 7, /* starts even when cancelled before, and finds the request */
};

struct task {
	void *sp;      /* the parked context; once it has ended, its struct task_start */
	int64_t value; /* what its waiting call will return, and at last its result */
	struct task *next;     /* in the list that it waits in, the joiners or the pool */
	struct task *previous; /* in the list that it waits in */
	void *on;	       /* what it is parked on; itself once a request took it out */
	struct task *joiners;  /* last of a ring of tasks parked until this one ends */
	uint32_t handles;      /* calls of await that are owed */
	uint8_t state;	       /* of enum task_state */
	uint8_t flags;	       /* of enum task_flag */
	uint16_t unused;
	uint32_t slot;	   /* its place among all stacks, and in tables beside */
	uint32_t stack_id; /* Valgrind's */
};

_Static_assert(sizeof(struct task) == 64, "a task is one cache line");

/* At the top of a task's stack, above its first frame. A multiple of 16 bytes. */
struct task_start {
	coroutine *function;
	void *arg;
	uint64_t number;  /* of Task-N */
	const char *name; /* NULL, or the caller's string */
};

/* ---- task.c ---- */

/*
 * Make a task ready that runs function(arg). flags are those that it starts with. Returns it with
 * one handle, or NULL when there is no memory or there are max_tasks.
 */
struct task *co_task_create(struct loop *loop, coroutine *function, void *arg,
			    unsigned flags);

/* What is at the top of the task's stack. */
struct task_start *co_task_start(const struct loop *loop, const struct task *task);

/* Give one handle of a task that has ended back, and return its result. */
int64_t co_task_collect(struct loop *loop, struct task *task);

/* Park the calling task, in the given state, until task ends. Returns task's result. */
int64_t co_task_join(struct loop *loop, struct task *self, struct task *task,
		     enum task_state state);

/* "queue_get" for WAITS_GET and so on. */
const char *co_task_waits_in(enum task_state state);

struct task *co_create_task(coroutine *function, void *arg);
int64_t co_await(struct task *task);
struct task *co_current_task(void);
bool co_task_done(struct task *task);
void co_task_keep(struct task *task);
void co_task_release(struct task *task);
void co_task_set_name(struct task *task, const char *name);

/* ---- gather.c, wait_for.c ---- */

/* A call of gather; on its caller's stack. It waits for one task after the other. */
struct gathering {
	struct task *const *tasks;
	size_t n,
		next; /* tasks[next] is the one it waits for; those before were given back */
	bool cancelled; /* a request was passed on */
};

int64_t co_gather(struct task *const *tasks, size_t n, int64_t *results);
int64_t co_wait_for(struct task *task, int64_t timeout_ns);

/* What the wait_for that joiner is parked in returns, now that its task ended with result. */
int64_t co_wait_for_ended(struct loop *loop, struct task *joiner, int64_t result);

/* Its deadline has passed. */
void co_wait_for_timed_out(struct loop *loop, struct task *waiter);

#endif
