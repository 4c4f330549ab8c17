/* SPDX-License-Identifier: MIT */
/*
 * value.h - a measured value in running text: <!-- value: EXPRESSION [FORMAT] -->. FORMAT:
 * amount.h.
 */
#ifndef BENCH_EVIDENCE_VALUE_H
#define BENCH_EVIDENCE_VALUE_H

#include <stdio.h>

#include "bench/evidence/annotation.h"
#include "bench/evidence/library.h"
#include "bench/evidence/scope.h"

/*
 * Write the value, and in a comment the runs that it comes from; of several machines one
 * beside the other, " / " between them. Returns 0; -ENODATA: nothing was measured, and the
 * problem says what to run; -EINVAL. Problems begin with "LINE:COLUMN: "; -ENOMEM.
 */
int value_write(FILE *file, const struct annotation *annotation,
		const struct library *library, const struct scope_names *names,
		struct problem *problem);

#endif
