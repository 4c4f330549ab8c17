/* SPDX-License-Identifier: MIT */
/* terminal.h - a run as text for a terminal, or for whatever reads a pipe. */
#ifndef BENCH_REPORT_TERMINAL_H
#define BENCH_REPORT_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/report/summary.h"

/* Whether to colour what goes to this file: a terminal, and NO_COLOR is unset or empty. */
bool terminal_wants_colour(FILE *file);

/*
 * The tables, sentences, control lines and warnings of every duet. What a colour says, a word or a
 * sign says too. Returns 0 or -ENOMEM.
 */
int terminal_write(FILE *file, const struct summary *summary, bool colour);

#endif
