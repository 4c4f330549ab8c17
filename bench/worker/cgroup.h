/* SPDX-License-Identifier: MIT */
/* cgroup.h - how much a control group, and those above it, leave to this process. */
#ifndef BENCH_WORKER_CGROUP_H
#define BENCH_WORKER_CGROUP_H

#include <stdint.h>

/* Tasks (processes and threads) that may still be started; INT64_MAX: no limit is known. */
int64_t cgroup_tasks_left(void);

/* Bytes of memory that may still be used; INT64_MAX: no limit is known. */
int64_t cgroup_bytes_left(void);

/* The first integer in a file, or `otherwise` when there is none. */
int64_t file_integer(const char *path, int64_t otherwise);

#endif
