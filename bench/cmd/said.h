/* SPDX-License-Identifier: MIT */
/*
 * said.h - what workers say on their standard error, passed on in whole lines, each with
 * who said it before it. It comes in pieces that end anywhere: a line is kept until it is
 * whole.
 */
#ifndef BENCH_CMD_SAID_H
#define BENCH_CMD_SAID_H

#include <stddef.h>
#include <stdio.h>

/* All zeros: nothing was said. */
struct said {
	char label[128]; /* of whom the line is */
	char line[2048]; /* that has not ended yet, without a 0 at its end */
	size_t bytes;	 /* of it; 0: there is none */
};

/*
 * Write the lines that end in the next bytes of the worker's text, as plain_write
 * (bench/report/plain.h) but for tabs, which stay; keep the rest. What is longer than
 * `line`, or somebody else goes on after, is written as a line of its own.
 */
void said_take(struct said *said, FILE *file, const char *label, const char *text,
	       size_t bytes);

/* Write what has not ended as a line, since something else comes now. */
void said_end(struct said *said, FILE *file);

#endif
