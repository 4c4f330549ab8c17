/* SPDX-License-Identifier: MIT */
/* advice_words.h - how the workloads are spoken of where the numbers are turned into advice. */
#ifndef BENCH_REPORT_ADVICE_WORDS_H
#define BENCH_REPORT_ADVICE_WORDS_H

#include <stdio.h>

#include "bench/report/duet.h"

/* In the texts %s stands for "64 connections", where there is a parameter. */
struct wording {
	const char *workload;
	const char *parameter; /* or NULL */
	const char *program;   /* "if your program ..." */
	const char *subject;   /* "... takes coroutines 10 ns" */
};

/* The workloads that are worded, in the order in which a reader wants to hear of them. */
size_t advice_wordings(void);
const char *advice_workload(size_t i);

/* NULL: nothing follows from the workload for anybody's program. */
const struct wording *advice_wording_of(const struct duet_summary *duet);

/*
 * "serves requests on 64 connections, all busy, on one core": with `amount` for the parameter, and
 * the conditions of the duet.
 */
void advice_write_program(FILE *file, const struct duet_summary *duet, const char *amount);

/* "Serving a request on one of 64 connections, all busy," of the duet's own parameter. */
void advice_write_subject(FILE *file, const struct duet_summary *duet);

/* ", all busy, on one core": what its clients do, and where it ran. */
void advice_write_conditions(FILE *file, const struct duet_summary *duet);

/* Whether the duet's clients ask at their own pace and nothing is computed for them. */
bool advice_is_plain(const struct duet_summary *duet);

/* Whether there is something to say: two contestants and an interval between them. */
bool advice_tells(const struct duet_summary *duet);

#endif
