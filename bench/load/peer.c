/* SPDX-License-Identifier: MIT */
/* peer.c - the load generator as the worker's table has it. */
#include "bench/load/load.h"
#include "bench/load/players.h"

static const struct peer_play plays[] = {
	{"echo", &load_echo},
	{"mixed", &load_mixed},
	{0},
};

const struct peer peer_load = {
	.name = "load",
	.summary = "the load generator: drives echo and mixed, no contestant",
	.plays = plays,
};
