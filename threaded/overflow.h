/* SPDX-License-Identifier: MIT */
/* overflow.h - a stack overflow is reported with the name of the task before the program dies. */
#ifndef THREADED_OVERFLOW_H
#define THREADED_OVERFLOW_H

struct loop;

/*
 * Handle SIGSEGV for the run, unless the program (or a sanitizer) does so already. Returns 0 or
 * -ENOMEM. Removing gives the signal back its default.
 */
int overflow_install(struct loop *loop);
void overflow_remove(struct loop *loop);

/* Let the calling thread report too. One system call; takes no memory. */
void overflow_watch_thread(const struct loop *loop);

#endif
