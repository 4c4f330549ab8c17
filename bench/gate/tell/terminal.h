/* SPDX-License-Identifier: MIT */
/* terminal.h - what a gate found out, as text for a terminal or for whatever reads a pipe. */
#ifndef BENCH_GATE_TELL_TERMINAL_H
#define BENCH_GATE_TELL_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/gate/record/record.h"

struct gate_view {
	bool verbose; /* every row, and every row's control */
	bool colour; /* terminal_wants_colour() of the file; says nothing that words do not */
	size_t width; /* columns: wrap_width() of the file; narrow tables have no values, short names */
};

/*
 * Write the table, what is to be said of single rows, the control, warnings, and in the last line the
 * verdict and what to type next. Returns 0 or -ENOMEM.
 */
int gate_terminal_write(FILE *file, const struct gate_record *record,
			struct gate_view view);

#endif
