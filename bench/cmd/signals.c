/* SPDX-License-Identifier: MIT */
/* signals.c - takes the signals that ask to end. */
#include "bench/cmd/signals.h"

#include <sys/signalfd.h>
#include <unistd.h>

int signals_take(sigset_t *before)
{
	struct sigaction hangup;
	sigset_t ends;

	signal(SIGXFSZ, SIG_IGN);
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	/* Under nohup it is ignored; blocked, it would be told all the same. */
	if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
		sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, before);
	return signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
}

void signals_give_back(int fd, const sigset_t *before)
{
	struct signalfd_siginfo info;

	while (fd >= 0 && read(fd, &info, sizeof(info)) > 0)
		;
	if (fd >= 0)
		close(fd);
	sigprocmask(SIG_SETMASK, before, NULL);
}
