/* SPDX-License-Identifier: MIT */
/* players.h - what the load generator plays. */
#ifndef BENCH_LOAD_PLAYERS_H
#define BENCH_LOAD_PLAYERS_H

#include "bench/workloads/workload.h"

extern const struct player load_echo;  /* load.c: asks */
extern const struct player load_fetch; /* fetch.c: answers */
extern const struct player load_mixed; /* load.c */

#endif
