/* SPDX-License-Identifier: MIT */
/* header.h - the line that is printed before anything is played. */
#ifndef BENCH_CMD_HEADER_H
#define BENCH_CMD_HEADER_H

#include <stdio.h>

#include "bench/cmd/options.h"

/* What is played, by whom, how pinned, and about how long. */
void header_write(FILE *file, const struct options *options);

#endif
