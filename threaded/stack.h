/* SPDX-License-Identifier: MIT */
/* stack.h - the stacks of threads: glibc makes, guards and keeps them. */
#ifndef THREADED_STACK_H
#define THREADED_STACK_H

#include <pthread.h>
#include <stddef.h>

/*
 * Attributes of threads with a stack of *size bytes, which is rounded up to whole pages and to
 * what a thread needs at least. Returns 0 or -errno.
 */
int th_stack_attributes(pthread_attr_t *attributes, size_t *size);

#endif
