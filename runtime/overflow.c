/* SPDX-License-Identifier: MIT */
/*
 * overflow.c - a task that runs into the guard of its stack is named before the process dies.
 *
 * The handler runs on a signal stack of its own, since the task's has no room left. It is
 * installed only where the program has none, and taken away when the last loop ends. It always
 * ends in the default action, so the process dies of SIGSEGV as it would have, and a core
 * file shows the frame at fault.
 *
 * A frame larger than a page may step over the guard without touching it; compile with
 * -fstack-clash-protection where frames are large.
 */
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "runtime/loop.h"

/* Signal dispositions belong to the process, not to a loop: these count the loops that use it. */
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

static void tell(const struct loop *loop, const struct task *task)
{
	const struct task_start *start = co_task_start(loop, task);
	struct message message = {.length = 0};

	add(&message, "asyncio: stack overflow in Task-");
	add_number(&message, start->number);
	if (start->name) {
		add(&message, " '");
		add(&message, start->name);
		add(&message, "'");
	}
	add(&message, ": ");
	add_number(&message, loop->stacks.size / 1024);
	add(&message, " KiB of stack are not enough; raise options.stack_size\n");
	if (write(STDERR_FILENO, message.text, message.length) < 0)
		return;
}

/* ---- the handler ---- */

static void set_default(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	sigaction(SIGSEGV, &action, NULL);
}

/* The fault repeats when the handler returns, and now it kills; a sent signal is sent again. */
static void on_segv(int number, siginfo_t *info, void *context)
{
	const struct loop *loop = co_current_loop;
	const struct task *task = NULL;

	(void)context;
	if (loop && info->si_code > 0)
		task = co_stack_guarded_by(&loop->stacks, info->si_addr);
	if (task)
		tell(loop, task);
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
	sigemptyset(&action.sa_mask);
	return sigaction(SIGSEGV, &action, NULL) == 0;
}

static bool still_installed(void)
{
	struct sigaction now;

	return sigaction(SIGSEGV, NULL, &now) == 0 && now.sa_flags & SA_SIGINFO &&
	       now.sa_sigaction == on_segv;
}

/* ---- the thread's signal stack ---- */

static void set_signal_stack(struct loop *loop)
{
	stack_t stack = {.ss_sp = loop->signal_stack,
			 .ss_size = sizeof(loop->signal_stack)};
	stack_t old;

	if (sigaltstack(NULL, &old) == 0 && old.ss_flags & SS_DISABLE)
		loop->owns_signal_stack = sigaltstack(&stack, NULL) == 0;
}

static void remove_signal_stack(struct loop *loop)
{
	stack_t none = {.ss_flags = SS_DISABLE};

	if (loop->owns_signal_stack)
		sigaltstack(&none, NULL);
}

void co_overflow_handle(struct loop *loop)
{
	pthread_mutex_lock(&handler_mutex);
	loop->handles_overflow = install();
	handler_users += loop->handles_overflow;
	pthread_mutex_unlock(&handler_mutex);
	if (loop->handles_overflow)
		set_signal_stack(loop);
}

void co_overflow_forget(struct loop *loop)
{
	if (!loop->handles_overflow)
		return;
	remove_signal_stack(loop);
	pthread_mutex_lock(&handler_mutex);
	if (!--handler_users && still_installed())
		set_default();
	pthread_mutex_unlock(&handler_mutex);
}
