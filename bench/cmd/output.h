/* SPDX-License-Identifier: MIT */
/* output.h - a file that a command was told to write. */
#ifndef BENCH_CMD_OUTPUT_H
#define BENCH_CMD_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether both paths lead to one file that is there, by whatever names. */
bool output_is_same(const char *a, const char *b);

/* Whether a regular file is there, which a write changes, and no device or pipe. */
bool output_is_file(const char *path);

/*
 * Put the text there: as a file it is new, or takes the place of the old one when all of it
 * is written, whose mode it keeps. To what is no regular file it is written. Returns 0 or
 * -errno.
 */
int output_write(const char *path, const char *text, size_t bytes);

#endif
