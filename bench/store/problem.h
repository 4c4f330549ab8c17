/* SPDX-License-Identifier: MIT */
/* problem.h - one clear line about what went wrong, and what to do about it. Prints nothing. */
#ifndef BENCH_STORE_PROBLEM_H
#define BENCH_STORE_PROBLEM_H

#define PROBLEM_BYTES 768

struct problem {
	char text[PROBLEM_BYTES];   /* one line without its end; empty: no problem */
	char remedy[PROBLEM_BYTES]; /* what to do about it; may be empty */
};

/* Fill in the text, forget the remedy, turn line ends into spaces; returns `error` unchanged. */
int problem_set(struct problem *problem, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Add the remedy. */
void problem_remedy(struct problem *problem, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
