/* SPDX-License-Identifier: MIT */
/*
 * overflow.c - the guard page below a thread's stack was touched: say whose stack it is.
 *
 * The handler needs a stack of its own. One serves all threads of a run: of two that overflow at
 * the same moment one may spoil the other's report, and the program dies either way. So the
 * report costs a thread one system call at its start, and no memory.
 *
 * A frame larger than the guard page can jump over it and is not found; -fstack-clash-protection
 * makes the compiler touch every page.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "threaded/loop.h"
#include "threaded/sanitizer.h"
#include "threaded/task.h"

#define REPORT_SIZE 8192 /* for the handler, beside the frame that the kernel pushes */
#define SLACK 8192	 /* the guard page, and what lies above the thread's first frame */

/* Signal dispositions belong to the process, not to a run: these count the runs that use it. */
static pthread_mutex_t handler_mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned handler_users;

/* ---- a message without stdio, which a signal handler may not use ---- */

struct message {
	size_t length;
	char text[256];
};

static void add(struct message *message, const char *text)
{
	while (*text && message->length < sizeof(message->text))
		message->text[message->length++] = *text++;
}

static void add_number(struct message *message, uint64_t number)
{
	char digits[24], *digit = digits + sizeof(digits) - 1;

	*digit = '\0';
	do {
		*--digit = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	add(message, digit);
}

static void tell(const struct task *task)
{
	struct message message = {.length = 0};

	add(&message, "asyncio: stack overflow in ");
	if (task->number) {
		add(&message, "Task-");
		add_number(&message, task->number);
	} else {
		add(&message, "a thread of the runtime");
	}
	if (task->name) {
		add(&message, " '");
		add(&message, task->name);
		add(&message, "'");
	}
	add(&message, ": ");
	add_number(&message, task->loop->stack_size / 1024);
	add(&message, " KiB of stack are not enough; raise options.stack_size\n");
	if (write(STDERR_FILENO, message.text, message.length) < 0)
		return; /* nothing is left to be done about it */
}

/* ---- the handler ---- */

/* The only memory without access in a thread's mapping is its guard. */
static bool is_overflow(const struct task *task, const siginfo_t *info)
{
	uintptr_t top = (uintptr_t)task->stack_top, at = (uintptr_t)info->si_addr;

	return info->si_code == SEGV_ACCERR && at < top &&
	       top - at <= task->loop->stack_size + SLACK;
}

static void set_default(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	sigaction(SIGSEGV, &action, NULL);
}

/* The fault repeats when the handler returns, and now it kills; a sent signal is sent again. */
static void on_segv(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (th_current && is_overflow(th_current, info))
		tell(th_current);
	set_default();
	if (info->si_code <= 0)
		raise(number);
}

static bool install(void)
{
	struct sigaction action = {.sa_sigaction = on_segv,
				   .sa_flags = SA_SIGINFO | SA_ONSTACK};
	struct sigaction old;

	if (handler_users)
		return true;
	if (sigaction(SIGSEGV, NULL, &old) < 0 || old.sa_handler != SIG_DFL)
		return false;
	return sigaction(SIGSEGV, &action, NULL) == 0;
}

static bool still_installed(void)
{
	struct sigaction now;

	return sigaction(SIGSEGV, NULL, &now) == 0 && now.sa_flags & SA_SIGINFO &&
	       now.sa_sigaction == on_segv;
}

/* ---- for the run, and for each thread ---- */

int th_overflow_handle(struct loop *loop)
{
	bool handles;

	/* Sanitizers give each thread an alternate stack of their own, and take it back. */
	if (SANITIZED)
		return 0;
	loop->signal_stack_size = sysconf(_SC_MINSIGSTKSZ) + REPORT_SIZE;
	loop->signal_stack = malloc(loop->signal_stack_size);
	if (!loop->signal_stack)
		return -ENOMEM;
	pthread_mutex_lock(&handler_mutex);
	handles = install();
	handler_users += handles;
	pthread_mutex_unlock(&handler_mutex);
	if (!handles) {
		free(loop->signal_stack);
		loop->signal_stack = NULL;
	}
	return 0;
}

void th_overflow_forget(struct loop *loop)
{
	if (!loop->signal_stack)
		return;
	pthread_mutex_lock(&handler_mutex);
	if (!--handler_users && still_installed())
		set_default();
	pthread_mutex_unlock(&handler_mutex);
	free(loop->signal_stack);
}

void th_overflow_watch_thread(const struct loop *loop)
{
	stack_t stack = {.ss_sp = loop->signal_stack, .ss_size = loop->signal_stack_size};

	if (stack.ss_sp)
		sigaltstack(&stack, NULL);
}
