/* SPDX-License-Identifier: MIT */
/* family_report.h - a family in a report: its sentence, its table, its figure, its command. */
#ifndef BENCH_REPORT_FAMILY_REPORT_H
#define BENCH_REPORT_FAMILY_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/report/family.h"
#include "bench/report/figures.h"
#include "bench/report/table.h"

/* A row for each value of the parameter: to be freed; NULL: no memory. */
struct table *family_table(const struct family *family);

/* A section "echo over connections" of a Markdown document, #family-NUMBER. Returns 0 or -ENOMEM. */
int family_write_markdown(FILE *file, const struct family *family,
			  const struct figure *figure, size_t number);

/* The same for a terminal, without figure and command. Returns 0 or -ENOMEM. */
int family_write_text(FILE *file, const struct family *family, bool colour);

/* For a terminal: the warnings of its duets, each with the duet's value; one remedy for many. */
void family_write_warnings(FILE *file, const struct family *family);

#endif
