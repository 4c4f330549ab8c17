/* SPDX-License-Identifier: MIT */
/* gates.h - gates made by hand, whose verdicts are known, and what is said of them. */
#ifndef TESTS_UNIT_GATES_H
#define TESTS_UNIT_GATES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "bench/gate/record/record.h"

#define GATE_ROWS 12

/* Markup, quotes, ends of lines, bytes that are no UTF-8: whatever somebody might call a thing. */
#define ODD_NAME "a|b<c>&\"'`*_[x](y)%:,\x1b[31m\xff\n\t\\"

/* A row of elapsed time whose change, in per cent, is known up to so much to either side. */
struct gate_row gate_made_row(const char *name, enum gate_verdict verdict, double change,
			      double half);

/* A gate of these rows, whose verdict is what they come to. Borrows them. */
struct gate_record gate_made(struct gate_row *rows, size_t count);

/* One of twelve rows, into rows: one fails, one is inconclusive, one has gained, nine pass. */
struct gate_record gate_made_twelve(struct gate_row *rows);

/* What a writer writes, to be freed; it must return 0. */
typedef int gate_writer(FILE *file, const struct gate_record *record);
char *gate_written(gate_writer *write, const struct gate_record *record);

/* The text must have these words, or must not. */
void assert_has(const char *text, const char *words);
void assert_lacks(const char *text, const char *words);

#endif
