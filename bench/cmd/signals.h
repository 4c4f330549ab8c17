/* SPDX-License-Identifier: MIT */
/* signals.h - the wish to stop, as a descriptor that can be read, while something is played. */
#ifndef BENCH_CMD_SIGNALS_H
#define BENCH_CMD_SIGNALS_H

#include <signal.h>

/*
 * Have SIGINT, SIGTERM and SIGHUP told through the descriptor that is returned; *before is for
 * signals_give_back. A file that may not grow is an error of write(2), not the end of the program.
 */
int signals_take(sigset_t *before);

/* Read what has come, so that it does not end the program when it is let through again. */
void signals_give_back(int fd, const sigset_t *before);

#endif
