/* SPDX-License-Identifier: MIT */
/* gate_outputs.h - no file that a gate writes is one that it reads. */
#ifndef BENCH_CMD_GATE_OUTPUTS_H
#define BENCH_CMD_GATE_OUTPUTS_H

#include "bench/cmd/gate_options.h"
#include "bench/cmd/gate_rows.h"
#include "bench/cmd/gate_sides.h"

/*
 * Refuse outputs that are the programs, the file of the rows, or each other, by whatever
 * names, and those that cannot be written, which a long gate would fail for at its end
 * otherwise. Returns 0 or EXIT_BAD_USE, having complained.
 */
int gate_outputs_check(const struct gate_options *options, const struct gate_sides *sides,
		       const struct gate_rows *rows);

#endif
