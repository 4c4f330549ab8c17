/* SPDX-License-Identifier: MIT */
/* surroundings.h - whether this is a place where a gate can measure at all. */
#ifndef BENCH_GATE_SURROUNDINGS_H
#define BENCH_GATE_SURROUNDINGS_H

#include <stdint.h>

/*
 * Why not: there is one core alone, the wanted one (-1: any) is not allowed, or processes may not
 * be bound to cores here. One line with its remedy, or NULL: it is.
 */
const char *surroundings_refuse(int core);

/* Periods that the control group was held back in so far: a difference spoils what was measured. */
int64_t surroundings_throttled(void);

#endif
