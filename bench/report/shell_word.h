/* SPDX-License-Identifier: MIT */
/* shell_word.h - words of the commands that are printed for people to type again. */
#ifndef BENCH_REPORT_SHELL_WORD_H
#define BENCH_REPORT_SHELL_WORD_H

#include <stdio.h>

/* Write the word as it is, or in quotes where a shell would take it apart or leave it out. */
void shell_word_write(FILE *file, const char *word);

#endif
