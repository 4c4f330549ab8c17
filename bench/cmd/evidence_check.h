/* SPDX-License-Identifier: MIT */
/* evidence_check.h - `duet evidence check`. */
#ifndef BENCH_CMD_EVIDENCE_CHECK_H
#define BENCH_CMD_EVIDENCE_CHECK_H

#include "bench/cmd/evidence_options.h"

/* Judge the documents, tell what came of them. Returns an exit code. */
int evidence_check(struct evidence_options *options);

#endif
