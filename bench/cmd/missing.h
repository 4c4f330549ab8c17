/* SPDX-License-Identifier: MIT */
/* missing.h - contestants that cannot play on this machine, for want of a package. */
#ifndef BENCH_CMD_MISSING_H
#define BENCH_CMD_MISSING_H

#include <stdbool.h>

#include "bench/cmd/catalogue.h"
#include "bench/cmd/contestant.h"

/*
 * Whether the contestant cannot play here: its worker program, which its name alone told, cannot
 * be asked, or says itself what it lacks. Then one line says so, once for each runtime.
 */
bool missing_tell(struct catalogue *catalogue, const struct contestant *contestant);

#endif
