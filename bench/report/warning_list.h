/* SPDX-License-Identifier: MIT */
/* warning_list.h - the warnings of all duets in one place of a document. */
#ifndef BENCH_REPORT_WARNING_LIST_H
#define BENCH_REPORT_WARNING_LIST_H

#include <stdio.h>

#include "bench/report/summary.h"

/*
 * Write them as Markdown, each kind once (those with the same remedy are of a kind) with the duets
 * that it concerns; the duets' sections are #duet-N, from 1. Returns 0 or -ENOMEM.
 */
int warning_list_write(FILE *file, const struct summary *summary);

#endif
