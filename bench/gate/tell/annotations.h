/* SPDX-License-Identifier: MIT */
/*
 * annotations.h - what a gate found out as GitHub's workflow commands, which become annotations of
 * a run: "::error title=...::...". See "Workflow commands for GitHub Actions" in its documentation;
 * the escaping is that of its own toolkit (actions/toolkit, packages/core/src/command.ts).
 */
#ifndef BENCH_GATE_TELL_ANNOTATIONS_H
#define BENCH_GATE_TELL_ANNOTATIONS_H

#include <stdio.h>

#include "bench/gate/record/record.h"

/*
 * Write one a row that does not pass, error, warning or notice, and at last one with the verdict.
 * GitHub shows ten of each kind: where there would be more, the last one says how many.
 * Returns 0 or -ENOMEM.
 */
int gate_annotations_write(FILE *file, const struct gate_record *record);

#endif
