/* SPDX-License-Identifier: MIT */
/*
 * gate_rows.h - which rows a gate plays: those of its file, or those that the command line
 * names.
 */
#ifndef BENCH_CMD_GATE_ROWS_H
#define BENCH_CMD_GATE_ROWS_H

#include "bench/cmd/gate_options.h"
#include "bench/gate/conf/tolerances.h"

struct gate_rows {
	struct tolerances tolerances; /* of the file; empty where there is none */
	struct gate_play plays[GATE_ROWS];
	size_t count;
	/* Those that the command line alone names: ours. */
	struct gate_play named[GATE_ROWS];
	size_t named_count;
};

/*
 * Read the file and choose; `only`, if it has a name, is all that is played. Returns 0 or
 * EXIT_BAD_USE, having complained; free it in any case.
 */
int gate_rows_choose(const struct gate_options *options, const struct gate_play *only,
		     struct gate_rows *rows);
void gate_rows_free(struct gate_rows *rows);

#endif
