/* SPDX-License-Identifier: MIT */
/* load.h - the neutral load generator, a player of driven workloads. */
#ifndef BENCH_LOAD_LOAD_H
#define BENCH_LOAD_LOAD_H

#include "bench/workloads/workload.h"

extern const struct peer peer_load;

#endif
