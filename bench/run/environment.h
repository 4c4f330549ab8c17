/* SPDX-License-Identifier: MIT */
/* environment.h - what a child process finds in its environment. */
#ifndef BENCH_RUN_ENVIRONMENT_H
#define BENCH_RUN_ENVIRONMENT_H

#include <stddef.h>

/*
 * Ours, with DUET_CONDUCTOR, our process number, whose processor time a worker may tell, and
 * DUET_PADDING, `padding` bytes, which move its stack. Returns 0 and an array that ends with NULL,
 * or -ENOMEM.
 */
int environment_make(size_t padding, char ***environment);

void environment_free(char **environment);

#endif
