/* SPDX-License-Identifier: MIT */
/* evidence_update.h - `duet evidence update`. */
#ifndef BENCH_CMD_EVIDENCE_UPDATE_H
#define BENCH_CMD_EVIDENCE_UPDATE_H

#include "bench/cmd/evidence_options.h"

/* Write the generated parts anew, or tell which are stale. Returns an exit code. */
int evidence_update(const struct evidence_options *options);

#endif
