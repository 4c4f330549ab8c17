/* SPDX-License-Identifier: MIT */
/* markdown.h - what a gate found out, for a comment on a pull request or a CI job's summary. */
#ifndef BENCH_GATE_TELL_MARKDOWN_H
#define BENCH_GATE_TELL_MARKDOWN_H

#include <stdio.h>

#include "bench/gate/record/record.h"

/*
 * Write GitHub's kind of Markdown: the verdict as the heading, the rows that matter, the others and
 * how to read them folded, the command that repeats it. What is no markup here stays text there.
 * Returns 0 or -ENOMEM.
 */
int gate_markdown_write(FILE *file, const struct gate_record *record);

#endif
