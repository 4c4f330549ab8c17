/* SPDX-License-Identifier: MIT */
/* gate_options.h - the command line of `duet gate`. */
#ifndef BENCH_CMD_GATE_OPTIONS_H
#define BENCH_CMD_GATE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/gate/metric.h"

#define GATE_ROWS 64

struct gate_options {
	const char *sides[2]; /* base, head: as they were given */
	size_t side_count;
	bool commands;	      /* they are command lines */
	const char *names[2]; /* what the sides are called; NULL: as they were given */
	const char *config;   /* NULL: gate.conf, if it is there */
	const char *rows[GATE_ROWS]; /* patterns, or rows; none: all of the file */
	size_t row_count;
	const char *metrics[GATE_METRICS];
	size_t metric_count;
	double tolerance;    /* of all rows; negative: as the file says */
	int64_t rows_in_all; /* it is a gate of so many; 0: of those that are played */
	int64_t budget_s, core, seed, on_inconclusive;
	bool measure_equal, verbose, json, annotations;
	const char *folder, *markdown, *junit; /* NULL: the default, or none */
	char *command;			       /* the command line that repeats it */
};

/* Read the command line. Returns 0 or EXIT_BAD_USE, having complained; free it in any case. */
int gate_options_read(int argc, char **argv, struct gate_options *options);
void gate_options_free(struct gate_options *options);

#endif
