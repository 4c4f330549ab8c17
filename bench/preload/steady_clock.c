/* SPDX-License-Identifier: MIT */
/*
 * steady_clock.c - a clock that goes on by the same amount whenever it is read, in the place of
 * the machine's: a library for LD_PRELOAD. With it a program whose course depends on the time does
 * the same thing twice, so that its instructions can be counted. It measures nothing.
 *
 * Who waits for events until a timeout has that much more on the clock afterwards. Deadlines that
 * only the kernel sees, in futexes and sleeps, have passed for it: the clock starts near 0.
 */
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SECOND_NS 1000000000
#define START_NS SECOND_NS
#define TICK_NS 250 /* between two looks: short, as on a processor that nobody slows down */

/* Shared by all threads: there is one time. */
static _Atomic int64_t now_ns = START_NS;

int clock_gettime(clockid_t clock, struct timespec *now)
{
	int64_t ns = atomic_fetch_add(&now_ns, TICK_NS);

	(void)clock;
	now->tv_sec = ns / SECOND_NS;
	now->tv_nsec = ns % SECOND_NS;
	return 0;
}

int epoll_pwait(int fd, struct epoll_event *events, int room, int timeout_ms,
		const sigset_t *mask)
{
	long n = syscall(SYS_epoll_pwait, fd, events, room, timeout_ms, mask, _NSIG / 8);

	if (n == 0 && timeout_ms > 0)
		atomic_fetch_add(&now_ns, (int64_t)timeout_ms * 1000000);
	return (int)n;
}

int epoll_wait(int fd, struct epoll_event *events, int room, int timeout_ms)
{
	return epoll_pwait(fd, events, room, timeout_ms, NULL);
}
