/* SPDX-License-Identifier: MIT */
/*
 * raw.c - what is played without any runtime, by workload.
 *
 * sleepers is not: without a runtime there is nobody to wake, and sleeping until the earliest of
 * some deadlines is what each runtime's loop does already.
 */
#include "bench/peers/raw/raw.h"

static const struct peer_play raw_plays[] = {
	{"echo", &raw_echo},
	{"encode", &raw_encode},
	{"matmul", &raw_matmul},
	{"memory", &raw_memory},
	{"nothing", &raw_nothing},
	{"switch", &raw_switch},
	{0},
};

const struct peer peer_raw = {
	.name = "raw",
	.summary = "by hand, no runtime: epoll, stack switch, plain loop",
	.plays = raw_plays,
};

static const struct peer_play raw_fp_plays[] = {
	{"switch", &raw_switch_fp},
	{0},
};

const struct peer peer_raw_fp = {
	.name = "raw-fp",
	.summary = "bare stack switch, floating-point control too",
	.plays = raw_fp_plays,
};

static const struct peer_play raw_pipe_plays[] = {
	{"switch", &raw_switch_pipe},
	{0},
};

const struct peer peer_raw_pipe = {
	.name = "raw-pipe",
	.summary = "two threads, the token through bare pipes",
	.plays = raw_pipe_plays,
};
