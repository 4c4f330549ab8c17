/* SPDX-License-Identifier: MIT */
/* raw.h - the same work by hand, without any runtime: the limit. */
#ifndef BENCH_PEERS_RAW_RAW_H
#define BENCH_PEERS_RAW_RAW_H

#include "bench/workloads/workload.h"

extern const struct peer peer_raw;
extern const struct peer peer_raw_fp;	/* saves the floating-point control words too */
extern const struct peer peer_raw_pipe; /* two threads, for a known answer */

extern const struct player raw_echo;	    /* echo.c */
extern const struct player raw_encode;	    /* split.c */
extern const struct player raw_matmul;	    /* split.c */
extern const struct player raw_memory;	    /* memory.c */
extern const struct player raw_nothing;	    /* nothing.c */
extern const struct player raw_switch;	    /* switch.c */
extern const struct player raw_switch_fp;   /* switch.c */
extern const struct player raw_switch_pipe; /* pipe.c */

#endif
