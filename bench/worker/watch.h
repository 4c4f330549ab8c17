/* SPDX-License-Identifier: MIT */
/* watch.h - the end of standard input ends the worker in the middle of a slice, too. */
#ifndef BENCH_WORKER_WATCH_H
#define BENCH_WORKER_WATCH_H

/*
 * Until watch_end, end the process at once, with status 0, when the pipe or socket on standard
 * input is closed by its other side and holds nothing more to read. For slices that wait for
 * another process; a terminal or a file is not watched. Without a thread, which would make every
 * system call of a single-threaded runtime dearer: by SIGIO (fcntl(2), O_ASYNC).
 */
void watch_start(void);
void watch_end(void);

#endif
