/* SPDX-License-Identifier: MIT */
/* wrap.h - text for people in lines that fit their terminal. */
#ifndef BENCH_REPORT_WRAP_H
#define BENCH_REPORT_WRAP_H

#include <stddef.h>
#include <stdio.h>

/* The columns of the terminal; 80 when it does not say; SIZE_MAX: the file is no terminal. */
size_t wrap_width(FILE *file);

/*
 * Write the text, whose first line begins at column `at`, and end the line. Where it would be
 * wider than `width`, it goes on in a new line after `indent` spaces.
 */
void wrap_write(FILE *file, const char *text, size_t at, size_t indent, size_t width);

#endif
