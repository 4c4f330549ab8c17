/* SPDX-License-Identifier: MIT */
/* descriptors.h - room for the pipes to many processes. */
#ifndef BENCH_RUN_DESCRIPTORS_H
#define BENCH_RUN_DESCRIPTORS_H

#include <stddef.h>

#include "bench/store/problem.h"

/* Raise our limit of open files as far as we may. Failure changes nothing. */
void descriptors_raise(void);

/* If the error is a lack of descriptors: say what so many processes need. */
void descriptors_advise(struct problem *problem, int error, size_t processes);

#endif
