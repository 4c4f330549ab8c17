/* SPDX-License-Identifier: MIT */
/*
 * runtimes.c - the one file that names the runtimes, the peers and the load generator.
 *
 * The costs of a task are on the high side: a limit that is met while measuring spoils a run, one
 * that is kept too well costs nothing. They were measured as resident memory, page tables and,
 * for threads, the kernel's stack and bookkeeping. Where stacks cannot be guarded without
 * splitting their mapping, the coroutine loop counts that itself.
 */
#include "bench/worker/runtimes.h"

#include "bench/load/load.h"
#include "bench/peers/boost/boost.h"
#include "bench/peers/libuv/libuv.h"
#include "bench/peers/raw/raw.h"

#define KIB 1024

/* The variable that workloads call through; the worker fills it before it runs them. */
struct asyncio asyncio;

const struct runtime runtimes[] = {
	{.name = "boost", .peer = &peer_boost},
	{
		.name = "coroutines",
		.summary = "coroutines on one epoll loop",
		.table = &asyncio_coroutines,
		.bytes_a_task = 8 * KIB,
	},
	{.name = "libuv", .peer = &peer_libuv, .bytes_a_task = 1 * KIB},
	{.name = "load", .peer = &peer_load},
	{.name = "raw", .peer = &peer_raw, .bytes_a_task = 8 * KIB},
	{.name = "raw-fp", .peer = &peer_raw_fp},
	{.name = "raw-pipe", .peer = &peer_raw_pipe},
	{
		.name = "threads",
		.summary = "a POSIX thread a task",
		.table = &asyncio_threads,
		.threads_a_task = 1,
		.maps_a_task = 2, /* the stack, and its guard */
		.bytes_a_task = 48 * KIB,
	},
	{
		.name = "threads-gil",
		.summary = "threads of which one at a time runs: a global interpreter lock",
		.table = &asyncio_threads_gil,
		.threads_a_task = 1,
		.maps_a_task = 2,
		.bytes_a_task = 48 * KIB,
	},
	{0},
};
