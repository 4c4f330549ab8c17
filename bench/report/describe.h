/* SPDX-License-Identifier: MIT */
/* describe.h - a machine in words, for terminals and reports. */
#ifndef BENCH_REPORT_DESCRIBE_H
#define BENCH_REPORT_DESCRIBE_H

#include <stdio.h>

#include "bench/store/machine.h"

/* Several lines, "name  value", each after the indent. Returns 0 or -ENOMEM. */
int describe_machine(FILE *file, const struct machine *machine, const char *indent);

/* The same as a Markdown table. */
int describe_machine_markdown(FILE *file, const struct machine *machine);

#endif
