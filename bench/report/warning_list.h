/* SPDX-License-Identifier: MIT */
/* warning_list.h - the warnings of several duets in one place, those with one remedy together. */
#ifndef BENCH_REPORT_WARNING_LIST_H
#define BENCH_REPORT_WARNING_LIST_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/report/summary.h"

struct warning_entry {
	size_t of; /* whose it is, as whoever gathers them counts */
	char *text, *remedy;
};

/* Begins as {0}. Those of one remedy stand together, in the order of the first of each. */
struct warning_list {
	struct warning_entry *entries;
	size_t count;
	size_t of;   /* whose warnings are being taken */
	bool failed; /* memory ran out: some are missing */
};

void warning_list_add(struct warning_list *list, const struct duet_summary *duet,
		      size_t of);
void warning_list_free(struct warning_list *list);

/* Whether the i-th has another remedy than the one before it; true behind the last. */
bool warning_list_begins(const struct warning_list *list, size_t i);

/*
 * Write those of all duets as Markdown, each kind once (those with the same remedy are of a kind)
 * with the duets that it concerns; the duets' sections are #duet-N, from 1. Returns 0 or -ENOMEM.
 */
int warning_list_write(FILE *file, const struct summary *summary);

#endif
