/* SPDX-License-Identifier: MIT */
/*
 * tasks.c - traced: runs, tasks, coroutine objects and the waiting for them.
 *
 * A task runs a function of ours that calls the workload's, so that its start and its end
 * are seen. What it is to call is kept under its number, which is all that the runtime is
 * given.
 */
#include <errno.h>
#include <stdlib.h>

#include "bench/trace/calls.h"

/* ---- the function that every task runs ---- */

static void *as_arg(uint32_t number)
{
	return (void *)(uintptr_t)number;
}

static int64_t play_task(void *arg)
{
	struct trace *trace = trace_current;
	uint32_t number = (uint32_t)(uintptr_t)arg;
	struct trace_task task = trace_task_begin(
		trace, number, trace->inner.current_task(), TRACE_NOTHING, 0);
	int64_t result = task.function(task.arg);

	trace_task_end(trace, number, result);
	return result;
}

/* ---- runs ---- */

int64_t traced_run(coroutine *main, void *arg, const struct asyncio_options *options)
{
	struct trace *trace = trace_current;
	uint32_t number = trace_task_add(trace, main, arg);
	int64_t result;

	if (!number)
		return -ENOMEM;
	trace_task_set_name(trace, number, "main");
	trace_run_begins(trace);
	result = trace->inner.run(play_task, as_arg(number), options);
	trace_run_ends(trace, number);
	return result;
}

/* ---- coroutine objects ---- */

/*
 * An object is a value that may be copied: it is known by its function and argument. Odd,
 * it is no other thing's address.
 */
static uintptr_t key_of(const struct coroutine_object *object)
{
	return (((uintptr_t)object->function * 31) ^ (uintptr_t)object->arg) | 1;
}

static struct trace_event call_about_object(const char *in,
					    const struct coroutine_object *object)
{
	struct trace_event call = call_of(in);

	call.what = TRACE_COROUTINE;
	call.which = trace_number(trace_current, TRACE_COROUTINE, key_of(object));
	return call;
}

struct coroutine_object traced_coroutine(coroutine *function, void *arg)
{
	struct coroutine_object object = trace_current->inner.coroutine(function, arg);
	struct trace_event call;

	trace_forget(trace_current, key_of(&object));
	call = call_about_object("coroutine", &object);
	call_made(&call, TRACE_MAKES);
	return object;
}

int64_t traced_await_coroutine(struct coroutine_object *object)
{
	struct trace_event call = call_about_object("await_coroutine", object);
	bool refused = object->awaited;
	int64_t result;

	call_made(&call, refused ? TRACE_REFUSED : TRACE_ENTERS);
	result = trace_current->inner.await_coroutine(object);
	call.value_is = "result";
	call.value = result;
	if (!refused)
		call_made(&call, TRACE_LEAVES);
	return result;
}

/* ---- tasks ---- */

struct task *traced_create_task(coroutine *function, void *arg)
{
	struct trace *trace = trace_current;
	struct trace_event call = call_of("create_task");
	uint32_t number = trace_task_add(trace, function, arg);
	struct task *task;
	uint64_t noted;

	if (!number)
		return NULL;
	call.what = TRACE_TASK;
	call.which = number;
	noted = call_made(&call, TRACE_CREATED);
	task = trace->inner.create_task(play_task, as_arg(number));
	if (task) {
		trace_bind(trace, task, number);
	} else {
		trace_task_drop(trace, number);
		trace_refuse(trace, noted);
	}
	return task;
}

/* A task that is awaited has ended when that returns, but for one that awaits itself. */
static void note_end(uint32_t number, int64_t result)
{
	if (result < 0 && result != -EDEADLK)
		trace_task_has_ended(trace_current, number);
}

int64_t traced_await(struct task *task)
{
	struct trace_event call = call_about("await", TRACE_TASK, task);
	int64_t result;

	call_waits(&call);
	result = trace_current->inner.await(task);
	note_end(call.which, result);
	return call_woken(&call, result);
}

int64_t traced_wait_for(struct task *task, int64_t timeout_ns)
{
	struct trace_event call = call_about("wait_for", TRACE_TASK, task);
	int64_t result;

	call.value_is = "for_ns";
	call.value = timeout_ns;
	call_waits(&call);
	result = trace_current->inner.wait_for(task, timeout_ns);
	note_end(call.which, result);
	return call_woken(&call, result);
}

/* The numbers of tasks whose handles will be given back, to be freed; NULL: no memory. */
static uint32_t *numbers_of(struct task *const *tasks, size_t n)
{
	uint32_t *numbers = calloc(n + 1, sizeof(*numbers));

	for (size_t i = 0; numbers && i < n; i++)
		numbers[i] = trace_number(trace_current, TRACE_TASK, (uintptr_t)tasks[i]);
	return numbers;
}

int64_t traced_gather(struct task *const *tasks, size_t n, int64_t *results)
{
	struct trace_event call = call_of("gather");
	uint32_t *numbers = numbers_of(tasks, n);
	int64_t result;

	call.value_is = "tasks";
	call.value = (int64_t)n;
	call_waits(&call);
	result = trace_current->inner.gather(tasks, n, results);
	/* Whoever was not started yet has ended now; the caller itself was. */
	for (size_t i = 0; numbers && i < n; i++)
		trace_task_has_ended(trace_current, numbers[i]);
	free(numbers);
	return call_woken(&call, result);
}

int64_t traced_sleep(int64_t ns)
{
	struct trace_event call = call_of("sleep");

	call.value_is = "for_ns";
	call.value = ns;
	call_waits(&call);
	return call_woken(&call, trace_current->inner.sleep(ns));
}

int64_t traced_cancel(struct task *task)
{
	struct trace_event call = call_about("cancel", TRACE_TASK, task);
	uint64_t noted = call_made(&call, TRACE_CANCELS);
	int64_t result = trace_current->inner.cancel(task);

	if (!result)
		trace_refuse(trace_current, noted);
	return result;
}

void traced_task_set_name(struct task *task, const char *name)
{
	trace_task_set_name(trace_current,
			    trace_number(trace_current, TRACE_TASK, (uintptr_t)task), name);
	trace_current->inner.task_set_name(task, name);
}

int64_t traced_to_thread(coroutine *function, void *arg)
{
	struct trace_event call = call_of("to_thread");

	call_waits(&call);
	return call_woken(&call, trace_current->inner.to_thread(function, arg));
}
