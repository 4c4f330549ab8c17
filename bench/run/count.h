/* SPDX-License-Identifier: MIT */
/*
 * count.h - what an operation of a worker takes in instructions and in allocations: counted, not
 * measured, so that a difference of a few per mille is seen on a busy machine.
 *
 * The worker runs under Valgrind's callgrind, on a clock that stands still between two looks
 * (bench/preload/steady_clock.c), since what a loop does depends on the time. It plays n operations
 * and then twice as many; the difference, of what happened between the two times that the worker
 * asks for its resource usage, is that of n operations without a slice's own cost.
 *
 * The counts see no kernel, no cache and no layout: they are no cost, and add to a measurement.
 * Coroutines are counted alike to the last instruction. What threads do depends on when the
 * kernel lets them run, even on one core: of theirs the least of several takes is kept, and some
 * per cent of difference between two counts say nothing.
 */
#ifndef BENCH_RUN_COUNT_H
#define BENCH_RUN_COUNT_H

#include <stddef.h>
#include <stdint.h>

#include "bench/store/problem.h"
#include "bench/store/record.h"

#define COUNT_TAKES 3

/* What to count. Strings are borrowed. */
struct count_plan {
	const char *program; /* a worker */
	const char *runtime;
	const char *workload;
	const struct named_value *parameters; /* those that are not the default */
	size_t parameter_count;
	const char *clock;  /* the library; NULL: where the running program has it */
	int takes;	    /* processes at most; 0: COUNT_TAKES */
	int64_t timeout_ns; /* for an answer; 0: 60 s */
	int stop_fd;	    /* once it is readable, give up; 0 or less: never */
};

struct counts {
	double instructions; /* an operation, in user space, all threads */
	double allocations;  /* an operation: calls of malloc and its kin, and mmap */
	int64_t operations;  /* that the difference is of */
	int takes;	     /* that were made */
	/* Two takes were alike, to the last instruction: there is no doubt about the numbers. */
	bool exact;
};

/*
 * Count an operation, in processes of its own: until two of them were alike, or there were as many as
 * the plan says, of which the least is kept. Waits for them, about a second each. Returns 0 or,
 * with the problem filled in:
 * -ENOENT: no Valgrind, no clock, no such program; -EINVAL: it has no such runtime or workload;
 * -ENOTSUP: the workload needs a driver, holds instead of plays, or has no room for two
 * operations a slice; -EPROTO: the worker does not ask for its resource usage around a slice;
 * -EINTR: stop_fd asked for it; -ETIMEDOUT; -EPIPE: it died; -EREMOTEIO: it answered with an
 * error; -EBADMSG: with no answer; -ENOMEM; the errors of files.
 */
int counts_take(const struct count_plan *plan, struct counts *counts,
		struct problem *problem);

/*
 * Whether anything can be counted: there is Valgrind, and the clock, NULL or as in a plan. Returns 0,
 * or -ENOENT and the like with the problem filled in.
 */
int counts_ready(const char *clock, struct problem *problem);

#endif
