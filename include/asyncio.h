/* SPDX-License-Identifier: MIT */
/*
 * asyncio.h - one interface, several runtimes.
 *
 * A runtime is a const table of functions in the vocabulary of Python's asyncio. The coroutine
 * event loop (runtime/) and its twin on POSIX threads (threaded/) export one each. A program
 * that is written against the table runs unchanged, as the same machine code, on either.
 *
 * The contract has two parts: portable promises, which the comments below make for every
 * runtime, and traits, which a runtime declares in its table.
 *
 * Results are int64_t: 0 or more is success, a negative number is -errno.
 *
 * Cancellation: a request is delivered once, by the next call of the cancelled task that is
 * marked "waits" below (or by the one that it is waiting in), as -ECANCELED; the task may catch
 * it and go on. "Waits" says where a cancellation can arrive, whether or not the call would
 * have had to wait. A call that was woken before the request came keeps its result, and the
 * request stays for the next. A waiting call that returns -ECANCELED has done nothing: no item
 * was taken, no lock is held, no byte was read.
 *
 * A task may run in parallel with others (trait ASYNCIO_PARALLEL): share data only under a
 * lock, through a queue, or by summing results after gather.
 */
#ifndef ASYNCIO_H
#define ASYNCIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MICROSECONDS(n) ((int64_t)(n)*1000)
#define MILLISECONDS(n) ((int64_t)(n)*1000000)
#define SECONDS(n) ((int64_t)(n)*1000000000)

/* A coroutine function: what a task runs. Its result is the task's. */
typedef int64_t coroutine(void *arg);

/* A coroutine object: a call that has not been made. Making one runs nothing. */
struct coroutine_object {
	coroutine *function;
	void *arg;
	bool awaited; /* each may be awaited once */
};

struct task; /* a handle; whoever created the task holds it and gives it back by awaiting */
struct stream; /* a connected TCP socket; whoever opened or accepted it closes it */
struct server; /* a listening TCP socket */
struct lock;
struct event;
struct queue;

/* Serves one accepted connection in a task of its own; closes the stream before it returns. */
typedef int64_t connection_handler(struct stream *stream, void *arg);

/* What one runtime promises beyond the portable contract. */
enum asyncio_trait {
	/* A task starts at the loop's next turn, tasks in order of their creation. */
	ASYNCIO_STARTS_IN_ORDER = 1 << 0,
	/* After sleep(0) every task that was ready has run once before the caller runs again. */
	ASYNCIO_YIELD_IS_A_LAP = 1 << 1,
	/* A task that is cancelled before its start never runs. */
	ASYNCIO_CANCELS_BEFORE_START = 1 << 2,
	/* Locks and queues serve the task first that has waited longest. */
	ASYNCIO_FIRST_WAITER_FIRST = 1 << 3,
	/* run returns -EDEADLK, and names the waiting tasks on stderr, when nothing can wake them. */
	ASYNCIO_FINDS_DEADLOCKS = 1 << 4,
	/* Tasks may run at the same time on several processors, or be interrupted anywhere for others. */
	ASYNCIO_PARALLEL = 1 << 5,
};

/*
 * Zero in a field means its default. A stack is 16 KiB to 1 GiB, rounded up to whole pages; the
 * guard page below it and what the runtime keeps for the task (a thread: its thread-local
 * variables) lie inside, so that a little less is the task's.
 */
struct asyncio_options {
	size_t stack_size; /* bytes of stack for each task; default 64 KiB */
	size_t max_tasks;  /* tasks at one time, at most 2^28; default 1,048,576 */
	/*
	 * deadlines are met up to this much late, and those within it together; at most 60 s;
	 * default 1 ms. The threads' runtime gives it to the kernel as the timer slack (prctl(2)) of
	 * its threads, where it holds for the program's own sleeps and timeouts too.
	 */
	int64_t timer_granularity_ns;
	unsigned spins; /* looks at the sockets before blocking; default 0 */
};

struct asyncio {
	const char *name;
	unsigned traits; /* of enum asyncio_trait */

	/* ---- running ---- */

	/*
	 * Run main(arg) as the first task until it returns, then cancel and join the tasks that
	 * are left. options may be NULL. Returns main's result; -EBUSY inside a run on this
	 * thread, -EINVAL for options out of range, -ENOMEM, -EMFILE and the like when the runtime
	 * cannot start; -EDEADLK with ASYNCIO_FINDS_DEADLOCKS: the waiting tasks were named, then
	 * cancelled and joined.
	 */
	int64_t (*run)(coroutine *main, void *arg, const struct asyncio_options *options);

	/* Make a coroutine object. Never waits, never fails, runs nothing. */
	struct coroutine_object (*coroutine)(coroutine *function, void *arg);

	/*
	 * Run the object's call in the calling task, at once. Returns its result, or -EALREADY
	 * when the object has been awaited before.
	 */
	int64_t (*await_coroutine)(struct coroutine_object *object);

	/* ---- tasks ---- */

	/*
	 * Start function(arg) as a task; never runs it on the caller's stack, never waits. Returns
	 * a handle that one await, gather or wait_for gives back, or NULL when there is no memory
	 * for it, max_tasks exist or the kernel gives no thread. What is never awaited, run gives
	 * back. A task exists until it has ended and its handles were given back.
	 */
	struct task *(*create_task)(coroutine *function, void *arg);

	/*
	 * Waits until the task has ended, gives its handle back, returns its result; -ECANCELED
	 * when that is how it ended; -EDEADLK at once when a task awaits itself, and its handle is
	 * not given back. A cancellation of the caller meanwhile is passed on to the task, and the
	 * call still returns only after it.
	 */
	int64_t (*await)(struct task *task);

	/*
	 * Waits until all n tasks have ended and gives their handles back. results, when not NULL,
	 * takes n results in the order of tasks. Returns 0, or the first negative result in that
	 * order. A cancellation of the caller meanwhile is passed on to every task; then the call
	 * returns -ECANCELED after all have ended. The caller itself in tasks is passed over: its
	 * result there is -EDEADLK, its handle is not given back, nothing is passed on to it.
	 */
	int64_t (*gather)(struct task *const *tasks, size_t n, int64_t *results);

	/*
	 * As await, for at most timeout_ns nanoseconds (0 or less: do not wait for it); then the
	 * task is cancelled and, after it has ended, -ETIMEDOUT returned. A task that catches the
	 * cancellation and returns something else than -ECANCELED has its result returned. When a
	 * cancellation of the caller was passed on the timeout stays, but -ECANCELED stands for
	 * -ETIMEDOUT. The timeout does not bound the call, which returns only after the task has
	 * ended: two tasks that await each other hang even under a timeout, unless the runtime has
	 * ASYNCIO_FINDS_DEADLOCKS.
	 */
	int64_t (*wait_for)(struct task *task, int64_t timeout_ns);

	/* Waits ns nanoseconds, never less; 0 or less: lets others run. Returns 0 or -ECANCELED. */
	int64_t (*sleep)(int64_t ns);

	/*
	 * Ask the task to end. Never waits. Returns 1, or 0 when it had ended already. A task that
	 * has not started may end with -ECANCELED without running. Several requests before one
	 * delivery are one.
	 */
	int64_t (*cancel)(struct task *task);

	/* The calling task. No handle is taken. */
	struct task *(*current_task)(void);

	/* Whether the task has ended. Never waits. */
	bool (*task_done)(struct task *task);

	/* Take one more handle, for one more await; give one back without awaiting. */
	void (*task_keep)(struct task *task);
	void (*task_release)(struct task *task);

	/* Name the task in messages. The string is not copied: it must outlive the task. */
	void (*task_set_name)(struct task *task, const char *name);

	/* The loop's clock: CLOCK_MONOTONIC, in nanoseconds. */
	int64_t (*time)(void);

	/*
	 * Waits while function(arg) runs where blocking is allowed, and returns its result.
	 * Nothing interrupts it: a cancellation meanwhile stays for the caller's next waiting call.
	 * The function may use nothing of this table but time. -ENOMEM, -EAGAIN: no thread. The
	 * coroutines' runtime has 64 threads for it at most; further calls wait their turn.
	 */
	int64_t (*to_thread)(coroutine *function, void *arg);

	/*
	 * ---- streams ----
	 *
	 * One task may read while another writes. At most one reads (or reads exactly) and at most
	 * one writes at a time: a second one gets -EBUSY while the first waits, and where the
	 * runtime does not notice it, both get some of the bytes. Other errors are those of tcp(7).
	 */

	/*
	 * Waits until connected to a numeric IPv4 or IPv6 address ("127.0.0.1") and port. Stores
	 * the stream and returns 0, or stores nothing: -EINVAL no such address, -ECONNREFUSED,
	 * -EMFILE, -ENOMEM, -ECANCELED and the like.
	 */
	int64_t (*open_connection)(const char *address, uint16_t port,
				   struct stream **stream);

	/*
	 * Listen on a numeric address and port (0: any free one) and run handler(stream, arg) in a
	 * new task for each connection. Never waits. Stores the server and returns 0, or stores
	 * nothing: -EINVAL, -EADDRINUSE, -EMFILE, -ENOMEM and the like. Running out of descriptors
	 * or memory while accepting delays later connections, no more.
	 */
	int64_t (*start_server)(connection_handler *handler, void *arg, const char *address,
				uint16_t port, struct server **server);

	/* The port that the server listens on. */
	uint16_t (*server_port)(const struct server *server);

	/*
	 * Stop listening and free the server. Open connections go on. Waits; returns 0, or
	 * -ECANCELED, and then the server goes on.
	 */
	int64_t (*close_server)(struct server *server);

	/*
	 * Waits for 1 to size bytes. Returns how many; 0 at the end of the file, or at once when
	 * size is 0; -EBUSY, -ECONNRESET ...
	 */
	int64_t (*read)(struct stream *stream, void *buffer, size_t size);

	/*
	 * Waits for size bytes. Returns size, or fewer when the file ended before; errors as read.
	 * A cancellation loses what had been read.
	 */
	int64_t (*readexactly)(struct stream *stream, void *buffer, size_t size);

	/*
	 * Waits until the kernel has taken all size bytes. Returns size, or -EBUSY, -EPIPE,
	 * -ECONNRESET ...; after an error or a cancellation an unknown part was sent. Never raises
	 * SIGPIPE.
	 */
	int64_t (*write)(struct stream *stream, const void *buffer, size_t size);

	/* Close and free. Never waits, never fails. No task may be waiting on the stream. */
	void (*close)(struct stream *stream);

	/* ---- synchronisation; destroy only what nobody waits on ---- */

	/* NULL when there is no memory. */
	struct lock *(*lock_create)(void);
	void (*lock_destroy)(struct lock *lock);

	/* Waits until the caller holds the lock; not recursive. Returns 0 or -ECANCELED. */
	int64_t (*lock_acquire)(struct lock *lock);

	/* Returns 0, or -EPERM when nobody holds it. Never waits. */
	int64_t (*lock_release)(struct lock *lock);

	/* NULL when there is no memory. An event starts cleared. */
	struct event *(*event_create)(void);
	void (*event_destroy)(struct event *event);

	/* Waits until the event is set. Returns 0 or -ECANCELED. */
	int64_t (*event_wait)(struct event *event);

	/* Wake every waiting task, and let later waits pass until it is cleared. Never wait. */
	void (*event_set)(struct event *event);
	void (*event_clear)(struct event *event);

	/* A queue of at most maxsize items, at least 1. NULL: no memory, or maxsize is 0. */
	struct queue *(*queue_create)(size_t maxsize);
	void (*queue_destroy)(struct queue *queue);

	/*
	 * Waits for room, then appends item, which is 0 or more (a pointer cast to int64_t is).
	 * Items of one producer keep their order. Returns 0, -EINVAL (item < 0) or -ECANCELED.
	 */
	int64_t (*queue_put)(struct queue *queue, int64_t item);

	/* Waits for an item and takes it. Returns the item or -ECANCELED. */
	int64_t (*queue_get)(struct queue *queue);
};

/*
 * The runtimes of this repository. While a run lasts each handles SIGSEGV, to name the task whose
 * stack overflowed before the program dies of it; a handler of the program's own stays in place.
 */
extern const struct asyncio asyncio_coroutines; /* runtime/: coroutines on one epoll loop */

/*
 * threaded/: a POSIX thread a task. Cancels by the signal SIGRTMIN + 5, from the first run on: a
 * program must neither block nor handle it.
 */
extern const struct asyncio asyncio_threads;

/*
 * threaded/ under a global interpreter lock, as CPython has one: of a run's tasks one at a time runs,
 * anywhere but in to_thread's function. It gives the lock up while it waits, and 5 ms after another
 * wanted it; what it computes may be interrupted at any instruction, so nothing becomes whole by
 * the lock. Cancels by SIGRTMIN + 6 and interrupts by SIGRTMIN + 7, with SA_RESTART: a program must
 * neither block nor handle them. A call that blocks elsewhere than in to_thread keeps the others
 * waiting for 5 ms, and returns EINTR then if it is one that never restarts (signal(7)).
 */
extern const struct asyncio asyncio_threads_gil;

#endif
