/* SPDX-License-Identifier: MIT */
/* report.h - a gate's error rates for people: tables for a terminal, or as Markdown. */
#ifndef BENCH_GATE_SELF_TEST_REPORT_H
#define BENCH_GATE_SELF_TEST_REPORT_H

#include <stdio.h>

#include "bench/gate/self_test/record.h"

/*
 * Write the rates of the outcomes of `code` (NULL: that of the last outcome): of all paths together, and
 * of each. Returns 0; -ENOENT: the log has no outcome of it; -ENOMEM.
 */
int self_test_report(FILE *file, const struct self_test_log *log, const char *code,
		     bool markdown);

#endif
