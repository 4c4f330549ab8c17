/* SPDX-License-Identifier: MIT */
/* nearest.h - what somebody may have meant by a name that is not there. */
#ifndef BENCH_CMD_NEAREST_H
#define BENCH_CMD_NEAREST_H

#include <stddef.h>

/*
 * The name that is fewest typing slips away from `meant` (a letter missing, added, changed or two
 * swapped: Damerau, optimal string alignment), or NULL when none is nearer than half of its letters.
 */
const char *nearest(const char *meant, const char *const *names, size_t count);

#endif
