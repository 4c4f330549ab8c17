/* SPDX-License-Identifier: MIT */
/* html_verdicts.h - the last section of a page: every verdict, and what it rests on. */
#ifndef BENCH_EVIDENCE_TELL_HTML_VERDICTS_H
#define BENCH_EVIDENCE_TELL_HTML_VERDICTS_H

#include <stdio.h>

#include "bench/evidence/check.h"

/* Returns 0 or -ENOMEM. */
int html_verdicts_write(FILE *file, const struct check *check);

/* A verdict's sign and its word. */
void html_verdict_write(FILE *file, enum claim_verdict verdict);

#endif
