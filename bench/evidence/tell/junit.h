/* SPDX-License-Identifier: MIT */
/* junit.h - the claims of documents as test cases, in JUnit's XML. */
#ifndef BENCH_EVIDENCE_TELL_JUNIT_H
#define BENCH_EVIDENCE_TELL_JUNIT_H

#include <stddef.h>
#include <stdio.h>

#include "bench/evidence/check.h"

/* A document and its verdicts. */
struct judged {
	struct document document;
	struct check check;
};

/*
 * A suite for each document, a case for each claim: refuted is a failure, unmeasured an
 * error, inconclusive is skipped, and so is what is supported and not to be trusted.
 * Returns 0 or -ENOMEM.
 */
int evidence_junit_write(FILE *file, const struct judged *judged, size_t count);

#endif
