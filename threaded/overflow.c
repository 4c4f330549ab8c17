/* SPDX-License-Identifier: MIT */
/*
 * overflow.c - the guard page below a thread's stack was touched: say whose stack it is.
 *
 * The handler needs a stack of its own. One serves all threads of a run: of two that overflow at
 * the same moment one may spoil the other's report, and the program dies either way. So the
 * report costs a thread one system call at its start, 0.1 us of some 20, and no memory.
 *
 * A frame larger than the guard page can jump over it and is not found; -fstack-clash-protection
 * makes the compiler touch every page.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "threaded/loop.h"
#include "threaded/sanitizer.h"
#include "threaded/task.h"

#define REPORT_SIZE 8192 /* for the handler, beside the frame that the kernel pushes */
#define SLACK 8192	 /* the guard page, and what lies above the thread's first frame */

/* The only memory without access in a thread's mapping is its guard. */
static bool is_overflow(const struct task *task, const siginfo_t *info)
{
	uintptr_t top = (uintptr_t)task->stack_top, at = (uintptr_t)info->si_addr;

	return info->si_code == SEGV_ACCERR && at < top &&
	       top - at <= task->loop->stack_size + SLACK;
}

static void say(const char *text)
{
	if (write(STDERR_FILENO, text, strlen(text)) < 0)
		return; /* nothing is left to be done about it */
}

static void say_number(size_t n)
{
	char digits[24], *p = digits + sizeof(digits);

	*--p = '\0';
	do
		*--p = '0' + n % 10;
	while (n /= 10);
	say(p);
}

static void report(const struct task *task)
{
	say("asyncio: stack overflow in ");
	if (task->number) {
		say("Task-");
		say_number(task->number);
	} else {
		say("a thread of the runtime");
	}
	if (task->name) {
		say(" '");
		say(task->name);
		say("'");
	}
	say(": ");
	say_number(task->loop->stack_size / 1024);
	say(" KiB of stack are not enough; raise options.stack_size\n");
}

/* Returns to the instruction that faulted, which then meets the default: the program dies. */
static void on_fault(int signal, siginfo_t *info, void *context)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	(void)context;
	if (th_current && is_overflow(th_current, info))
		report(th_current);
	sigaction(signal, &action, NULL);
	if (info->si_code <= 0) /* sent, not met: nothing faults again */
		raise(signal);
}

int th_overflow_handle(struct loop *loop)
{
	struct sigaction action = {.sa_sigaction = on_fault,
				   .sa_flags = SA_SIGINFO | SA_ONSTACK};
	struct sigaction now;

	/* Sanitizers give each thread an alternate stack of their own, and take it back. */
	if (SANITIZED)
		return 0;
	sigaction(SIGSEGV, NULL, &now);
	if (now.sa_handler != SIG_DFL && now.sa_sigaction != on_fault)
		return 0;
	loop->signal_stack_size = sysconf(_SC_MINSIGSTKSZ) + REPORT_SIZE;
	loop->signal_stack = malloc(loop->signal_stack_size);
	if (!loop->signal_stack)
		return -ENOMEM;
	sigaction(SIGSEGV, &action, NULL);
	return 0;
}

void th_overflow_forget(struct loop *loop)
{
	struct sigaction action = {.sa_handler = SIG_DFL}, now;

	if (!loop->signal_stack)
		return;
	sigaction(SIGSEGV, NULL, &now);
	if (now.sa_sigaction == on_fault)
		sigaction(SIGSEGV, &action, NULL);
	free(loop->signal_stack);
}

void th_overflow_watch_thread(const struct loop *loop)
{
	stack_t stack = {.ss_sp = loop->signal_stack, .ss_size = loop->signal_stack_size};

	if (stack.ss_sp)
		sigaltstack(&stack, NULL);
}
