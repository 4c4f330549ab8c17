/* SPDX-License-Identifier: MIT */
/* watch.c - a signal when the other side of standard input has gone. */
#include "bench/worker/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static void end_if_closed(void)
{
	struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
	int unread = 0;

	if (poll(&p, 1, 0) != 1 || !(p.revents & POLLHUP))
		return;
	if (!ioctl(STDIN_FILENO, FIONREAD, &unread) && !unread)
		_exit(0);
}

static void on_sigio(int signal)
{
	int error = errno;

	(void)signal;
	end_if_closed();
	errno = error;
}

static bool watchable(void)
{
	struct stat stat;

	return !fstat(STDIN_FILENO, &stat) &&
	       (S_ISFIFO(stat.st_mode) || S_ISSOCK(stat.st_mode));
}

void watch_start(void)
{
	struct sigaction action = {.sa_handler = on_sigio, .sa_flags = SA_RESTART};

	if (!watchable())
		return;
	sigemptyset(&action.sa_mask);
	sigaction(SIGIO, &action, NULL);
	fcntl(STDIN_FILENO, F_SETOWN, getpid());
	fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_ASYNC);
	end_if_closed(); /* it may have happened before */
}

void watch_end(void)
{
	if (watchable())
		fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) & ~O_ASYNC);
}
