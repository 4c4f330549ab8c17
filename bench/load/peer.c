/* SPDX-License-Identifier: MIT */
/* peer.c - the load generator as the worker's table has it. */
#include "bench/load/load.h"
#include "bench/load/players.h"

static const struct peer_play plays[] = {
	{"echo", &load_echo},
	{"fetch", &load_fetch},
	{"mixed", &load_mixed},
	{0},
};

const struct peer peer_load = {
	.name = "load",
	.summary = "the load generator: the other side of echo, fetch and mixed, no "
		   "contestant",
	.plays = plays,
};
