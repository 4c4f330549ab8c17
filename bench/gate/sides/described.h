/* SPDX-License-Identifier: MIT */
/*
 * described.h - what a side plays, as all of its programs say. A folder of layouts that was
 * renewed in part holds two revisions, whose rounds would be taken for those of one.
 */
#ifndef BENCH_GATE_SIDES_DESCRIBED_H
#define BENCH_GATE_SIDES_DESCRIBED_H

#include <jansson.h>

#include "bench/gate/sides/side.h"

/*
 * Ask every program of the side what it plays, one after the other, each for as long as
 * describe_worker waits. Returns 0 and a new reference to what all of them print; or
 * with the problem filled in -EINVAL: one prints something else than the first, and the
 * errors of describe_worker.
 */
int gate_side_describe(const struct gate_side *side, int stop_fd, json_t **description,
		       struct problem *problem);

#endif
