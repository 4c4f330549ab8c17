/* SPDX-License-Identifier: MIT */
/* nothing.c - the empty slice outside of any runtime: the harness and nothing else. */
#include "bench/peers/raw/raw.h"

static int64_t prepare(struct setting *setting, void **state)
{
	(void)setting;
	*state = NULL;
	return 0;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	(void)state;
	tally->operations += operations;
	tally->checksum += (uint64_t)operations;
	return 0;
}

static void finish(void *state)
{
	(void)state;
}

const struct player raw_nothing = {
	.source = __FILE__, .prepare = prepare, .play = play, .finish = finish};
