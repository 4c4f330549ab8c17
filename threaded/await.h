/* SPDX-License-Identifier: MIT */
/* await.h - waiting for tasks: functions of the table. */
#ifndef THREADED_AWAIT_H
#define THREADED_AWAIT_H

#include <stddef.h>
#include <stdint.h>

struct task;

int64_t await_task(struct task *task);
int64_t await_gather(struct task *const *tasks, size_t n, int64_t *results);
int64_t await_wait_for(struct task *task, int64_t timeout_ns);

#endif
