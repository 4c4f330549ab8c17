/* SPDX-License-Identifier: MIT */
/* libuv.h - libuv as a peer: callbacks on its event loop, computing in its thread pool. */
#ifndef BENCH_PEERS_LIBUV_LIBUV_H
#define BENCH_PEERS_LIBUV_LIBUV_H

#include <uv.h>

#include "bench/workloads/workload.h"

extern const struct peer peer_libuv;

extern const struct player libuv_echo;	   /* echo.c */
extern const struct player libuv_encode;   /* split.c */
extern const struct player libuv_matmul;   /* split.c */
extern const struct player libuv_memory;   /* memory.c */
extern const struct player libuv_sleepers; /* sleepers.c */
extern const struct player libuv_switch;   /* switch.c */

/* Close what handles are left, let their callbacks run, and close the loop. Frees nothing. */
void libuv_close_all(uv_loop_t *loop, uv_close_cb closed);

#endif
