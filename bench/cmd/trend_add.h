/* SPDX-License-Identifier: MIT */
/* trend_add.h - `duet trend add`: a results folder, or a gate's, becomes lines of a history. */
#ifndef BENCH_CMD_TREND_ADD_H
#define BENCH_CMD_TREND_ADD_H

#include "bench/cmd/trend_options.h"

/* Returns an exit code, having complained; a folder that is in the history already is bad use. */
int trend_add(const struct trend_arguments *arguments);

#endif
