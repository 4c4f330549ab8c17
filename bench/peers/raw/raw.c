/* SPDX-License-Identifier: MIT */
/* raw.c - what is played without any runtime, by workload. */
#include "bench/peers/raw/raw.h"

static const struct peer_play raw_plays[] = {
	{"echo", &raw_echo},
	{"nothing", &raw_nothing},
	{"switch", &raw_switch},
	{0},
};

const struct peer peer_raw = {
	.name = "raw",
	.summary = "written by hand, no runtime: epoll for echo, a bare stack switch for switch",
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
