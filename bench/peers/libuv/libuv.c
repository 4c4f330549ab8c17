/* SPDX-License-Identifier: MIT */
/* libuv.c - what libuv plays, by workload, and what its players share. */
#include "bench/peers/libuv/libuv.h"

/* What asks nothing of a runtime is played as it is written. */
extern const struct workload workload_nothing;

static void close_one(uv_handle_t *handle, void *closed)
{
	if (!uv_is_closing(handle))
		uv_close(handle, *(uv_close_cb *)closed);
}

void libuv_close_all(uv_loop_t *loop, uv_close_cb closed)
{
	uv_walk(loop, close_one, &closed);
	uv_run(loop, UV_RUN_DEFAULT);
	uv_loop_close(loop);
}

static const struct peer_play plays[] = {
	{"echo", &libuv_echo},
	{"encode", &libuv_encode},
	{"matmul", &libuv_matmul},
	{"memory", &libuv_memory},
	{"nothing", &workload_nothing.player},
	{"sleepers", &libuv_sleepers},
	{"switch", &libuv_switch},
	{0},
};

const struct peer peer_libuv = {
	.name = "libuv",
	.summary = "callbacks on libuv's loop, its thread pool",
	.plays = plays,
};
