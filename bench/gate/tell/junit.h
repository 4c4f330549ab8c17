/* SPDX-License-Identifier: MIT */
/*
 * junit.h - what a gate found out as JUnit's XML, as Jenkins and GitLab read it.
 *
 * There is no one schema: what is written is what Jenkins' (junit-10.xsd of its xUnit plugin) and
 * GitLab's documentation ("Unit test report examples") have in common.
 */
#ifndef BENCH_GATE_TELL_JUNIT_H
#define BENCH_GATE_TELL_JUNIT_H

#include <stdio.h>

#include "bench/gate/record/record.h"

/*
 * Write a testcase a row: failed; in error where it could not be measured; skipped, with the reason as
 * its message, where it is inconclusive, waived or not comparable. A gate that could not measure has
 * one more, in error; one without rows has one of its own, since readers take no test for a mistake.
 * Returns 0 or -ENOMEM.
 */
int gate_junit_write(FILE *file, const struct gate_record *record);

#endif
