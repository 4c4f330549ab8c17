/* SPDX-License-Identifier: MIT */
/* example.h - what the two examples share: the command line, and the seconds scaled by it. */
#ifndef EXAMPLES_EXAMPLE_H
#define EXAMPLES_EXAMPLE_H

#include "asyncio.h"

/* The runtime that plays, as the command line chose it. */
extern struct asyncio asyncio;

/* Seconds as nanoseconds, times --scale. */
int64_t scaled_seconds(double seconds);

/* Print "started at 22:59:51" or the like. */
void tell_time(const char *what);

/*
 * Run main_task on the runtime that the command line asks for. `doc` is what --help says of the
 * example. Returns the program's exit status.
 */
int example_run(coroutine *main_task, const char *doc, int argc, char **argv);

#endif
