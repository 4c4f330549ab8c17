/* SPDX-License-Identifier: MIT */
/*
 * utf8.h - text that may be anything, names of branches and of paths among it, for formats that
 * allow UTF-8 alone.
 */
#ifndef BENCH_REPORT_UTF8_H
#define BENCH_REPORT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define UTF8_REPLACEMENT 0xFFFDu /* U+FFFD: for what is none */

/*
 * The character that the text, which is not empty, begins with. Returns how many bytes it takes;
 * of what is no UTF-8 (RFC 3629: nothing overlong, no surrogates) one, and its code is the
 * replacement's.
 */
size_t utf8_next(const char *text, uint32_t *code);

/* The text with each byte that is no UTF-8 replaced; to be freed; NULL: no memory. */
char *utf8_repair(const char *text);

/* Make it one line that moves nothing on a terminal: what is no UTF-8 or controls becomes '?', ' '. */
void utf8_one_line(char *text);

/* The same without double quotes, which figures have around it: they become single ones. */
void utf8_unquoted_line(char *text);

/* Whether it is one line already: UTF-8 without controls. */
bool utf8_is_one_line(const char *text);

/* Write at most so many characters: of longer text the middle is cut out, since names differ at ends. */
void utf8_write_short(FILE *file, const char *text, size_t most);

#endif
