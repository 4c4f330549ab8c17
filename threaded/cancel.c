/* SPDX-License-Identifier: MIT */
/*
 * cancel.c - requests to end, and the signal that carries them into a blocked system call.
 *
 * One signal a request is enough: either the thread has not looked at its flag yet, and will;
 * or it is inside the window of th_cancel_point, where the handler turns it back; or its call has
 * had its effect, and the next one looks. A late signal finds no request and does nothing.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <ucontext.h>

#include "threaded/cancel.h"
#include "threaded/gil/gil.h"
#include "threaded/sanitizer.h"
#include "threaded/task.h"

/* Labels of cancel_x86_64.S. */
extern const char th_cancel_window_begin[], th_cancel_window_end[], th_cancel_abort[];

UNSANITIZED static void turn_back(int signal, siginfo_t *info, void *context)
{
	greg_t *pc = &((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
	struct task *self = th_current;

	(void)signal;
	(void)info;
	if (!self || !atomic_load_explicit(&self->cancel, memory_order_relaxed))
		return;
	if (*pc >= (greg_t)th_cancel_window_begin && *pc < (greg_t)th_cancel_window_end)
		*pc = (greg_t)th_cancel_abort;
}

int th_cancel_install(void)
{
	struct sigaction action = {.sa_sigaction = turn_back,
				   .sa_flags = SA_SIGINFO | SA_RESTART};

	return sigaction_unsanitized(CANCEL_SIGNAL, &action, NULL) ? -errno : 0;
}

int64_t th_cancel_take(void)
{
	struct task *self = th_current;

	if (!atomic_load_explicit(&self->cancel, memory_order_relaxed))
		return 0;
	return atomic_exchange(&self->cancel, 0) ? -ECANCELED : 0;
}

void th_cancel_put_back(void)
{
	atomic_store(&th_current->cancel, 1);
}

int64_t th_cancel_watch(long number, long a, long b, long c, long d, long e, long f)
{
	struct task *self = th_current;
	long result;

	th_gil_release();
	do
		result = th_cancel_point(&self->cancel, number, a, b, c, d, e, f);
	while (result == -EINTR);
	th_gil_take();
	return result;
}

int64_t th_cancel_call(long number, long a, long b, long c, long d, long e, long f)
{
	int64_t result = th_cancel_watch(number, a, b, c, d, e, f);

	if (result == -ECANCELED)
		th_cancel_take();
	return result;
}

int64_t th_cancel(struct task *task)
{
	int64_t asked = 0;

	pthread_mutex_lock(&task->hearing);
	if (atomic_load(&task->state) == TASK_ENDED)
		goto unlock;
	asked = 1;
	if (atomic_exchange(&task->cancel, 1) || !task->hears)
		goto unlock;
	task->signalled = true;
	pthread_kill(task->thread, CANCEL_SIGNAL);
unlock:
	pthread_mutex_unlock(&task->hearing);
	return asked;
}

int64_t th_cancel_deafen(struct task *self)
{
	bool signalled;
	int64_t result;

	pthread_mutex_lock(&self->hearing);
	result = th_cancel_take();
	self->hears = result < 0;
	signalled = self->signalled;
	self->signalled = false;
	pthread_mutex_unlock(&self->hearing);
	/* A signal that was sent may be under way still: any return from the kernel takes it. */
	if (signalled)
		sched_yield();
	return result;
}

void th_cancel_listen(struct task *self)
{
	pthread_mutex_lock(&self->hearing);
	self->hears = true;
	pthread_mutex_unlock(&self->hearing);
}
