/* SPDX-License-Identifier: MIT */
/* html_verdicts.h - every verdict of a page, and what it rests on. */
#ifndef BENCH_EVIDENCE_TELL_HTML_VERDICTS_H
#define BENCH_EVIDENCE_TELL_HTML_VERDICTS_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/evidence/check.h"

/* Returns 0 or -ENOMEM. */
int html_verdicts_write(FILE *file, const struct check *check);

/* A badge: a verdict's sign and its word, and whether it is to be trusted. */
void html_verdict_write(FILE *file, enum claim_verdict verdict, bool doubtful);

#endif
