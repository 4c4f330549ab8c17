/* SPDX-License-Identifier: MIT */
/* callgrind.h - what a file that Valgrind's callgrind wrote says was done. */
#ifndef BENCH_RUN_CALLGRIND_H
#define BENCH_RUN_CALLGRIND_H

#include <stdint.h>

struct callgrind_totals {
	int64_t instructions; /* in user space, all threads */
	/* Calls of malloc, calloc, realloc, their aligned kin and mmap, but those among themselves. */
	int64_t allocations;
};

/*
 * Read one part ("callgrind format", version 1, names not compressed: --compress-strings=no).
 * Returns 0; fopen(3)'s errors; -EBADMSG: no such file, or one that was cut before its end.
 * The format: Valgrind's manual, "Callgrind Format Specification".
 */
int callgrind_read(const char *path, struct callgrind_totals *totals);

#endif
