/* SPDX-License-Identifier: MIT */
/* plain.h - others' text on a terminal, which obeys no part of it. */
#ifndef BENCH_REPORT_PLAIN_H
#define BENCH_REPORT_PLAIN_H

#include <stddef.h>
#include <stdio.h>

/*
 * Write the UTF-8 text with "�" for what a terminal would obey or cannot show: control
 * characters, line ends among them, marks that turn the direction of writing (CVE-2021-42574),
 * bytes that are no UTF-8.
 */
void plain_write(FILE *file, const char *text);

/* The same for the first character alone, of a text that is not empty. Returns its bytes. */
size_t plain_write_one(FILE *file, const char *text);

#endif
