/* SPDX-License-Identifier: MIT */
/*
 * gate_sides.h - what the two arguments of a gate mean: programs, contestants or commands.
 *
 * A program, or a folder of its layouts, plays the rows. A contestant, as `duet compare` takes them,
 * is a row by itself, and so is a command.
 */
#ifndef BENCH_CMD_GATE_SIDES_H
#define BENCH_CMD_GATE_SIDES_H

#include "bench/cmd/catalogue.h"
#include "bench/cmd/contestant.h"
#include "bench/cmd/gate_options.h"
#include "bench/gate/gate.h"

struct gate_sides {
	struct gate_contestant base, head;
	/* The row that the arguments are themselves; without a name where they play others. */
	struct gate_play row;

	/* what they borrow from */
	struct gate_side programs[2];
	struct contestant contestants[2];
	struct catalogue catalogue;
	char *worker; /* default program */
	char *player; /* of commands */
	char name[CONTESTANT_LABEL];
};

/* Find them. Returns 0 or EXIT_BAD_USE, having complained; close them in any case. */
int gate_sides_open(const struct gate_options *options, struct gate_sides *sides);
void gate_sides_close(struct gate_sides *sides);

#endif
