/* SPDX-License-Identifier: MIT */
/* made.h - what of a file's path is new, so that it can be taken away. For self_test.c. */
#ifndef BENCH_GATE_SELF_TEST_MADE_H
#define BENCH_GATE_SELF_TEST_MADE_H

#include <stdbool.h>
#include <stddef.h>

/* What is not there before the file is made. */
struct made {
	bool file;
	size_t folder; /* bytes of the shortest folder in its path; 0: there are all */
};

struct made made_before(const char *path);

/* Take the file away, if it was made and is empty, and its folders likewise. */
void made_undo(const struct made *made, const char *path);

#endif
