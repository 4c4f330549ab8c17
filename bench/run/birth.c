/* SPDX-License-Identifier: MIT */
/*
 * birth.c - as posix_spawn(3) of glibc starts a process, and what that cannot: a core to run on, and
 * a signal when we die.
 *
 * The child shares our memory and we stand still until its exec: nothing is copied, and no page of
 * ours is written for the first time again, which is most of what fork(2) costs. It has a stack of its own. All
 * signals are blocked meanwhile, so that no handler of ours runs in the child. Its calls are the
 * kernel's own where the C library, or a sanitizer in front of it, would note something for us.
 */
#include "bench/run/birth.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define STACK_BYTES ((size_t)64 << 10) /* execvpe keeps paths there, and is the deepest */
#define SIGNALS 64		       /* the kernel's, those of real time too */
#define SIGNALS_BYTES (SIGNALS / 8)    /* of a set of them */

#define BARE __attribute__((no_sanitize("address", "thread", "undefined")))

/* As the kernel has it on x86-64: with no handler and no flags, it is the default. */
struct kernel_action {
	void (*handler)(int);
	unsigned long flags;
	void *restorer;
	uint64_t mask;
};

/* Those that we block or ignore for our own sake. */
BARE static bool is_ours(int signal)
{
	return signal == SIGINT || signal == SIGPIPE || signal == SIGTERM ||
	       signal == SIGXFSZ;
}

/*
 * What we do with signals, the child must not inherit; what was ignored when we were started, it does,
 * as under nohup. The exec resets those that are caught, too late: their handlers would run here, in
 * our memory.
 */
BARE static void reset_signals(void)
{
	const struct kernel_action usual = {0};
	const uint64_t none = 0;
	struct kernel_action now;

	for (int signal = 1; signal <= SIGNALS; signal++) {
		if (syscall(SYS_rt_sigaction, signal, NULL, &now, SIGNALS_BYTES))
			continue;
		if (is_ours(signal) || (now.handler != SIG_DFL && now.handler != SIG_IGN))
			syscall(SYS_rt_sigaction, signal, &usual, NULL, SIGNALS_BYTES);
	}
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, SIGNALS_BYTES);
}

BARE static int pin(int core)
{
	cpu_set_t cores;

	if (core < 0)
		return 0;
	CPU_ZERO(&cores);
	CPU_SET(core, &cores);
	return sched_setaffinity(0, sizeof(cores), &cores);
}

/* Returns only when the program cannot be started. */
BARE static void become(const struct birth *birth)
{
	syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (syscall(SYS_getppid) != birth->parent) /* it died before we could ask */
		_exit(127);
	setpgid(0, 0);
	if (pin(birth->core))
		return;
	for (int i = 0; i < 3; i++)
		if (syscall(SYS_dup2, birth->descriptors[i], i) < 0)
			return;
	reset_signals();
	execvpe(birth->argv[0], birth->argv, birth->environment);
}

BARE static int child(void *argument)
{
	const struct birth *birth = argument;
	int error;

	become(birth);
	error = errno;
	if (syscall(SYS_write, birth->failure, &error, sizeof(error)) < 0)
		_exit(126);
	_exit(127);
}

int birth_give(const struct birth *birth, pid_t *pid)
{
	char stack[STACK_BYTES] __attribute__((aligned(16)));
	sigset_t all, before;
	int result;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	result = clone(child, stack + STACK_BYTES, CLONE_VM | CLONE_VFORK | SIGCHLD,
		       (void *)birth);
	*pid = result < 0 ? 0 : result;
	result = result < 0 ? -errno : 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return result;
}
