/* SPDX-License-Identifier: MIT */
/*
 * throttle.h - how often this process was held back for having used its share of processor time.
 *
 * Containers and CI runners give a control group so many milliseconds of each period (cpu.max); who
 * has used them waits for the next one, in the middle of whatever is measured.
 */
#ifndef BENCH_RUN_THROTTLE_H
#define BENCH_RUN_THROTTLE_H

#include <stdint.h>

/*
 * The throttled periods (nr_throttled of cpu.stat) of the process's control group and of those
 * above it, versions 2 and 1 (cgroups(7)), added up: only differences say something. `root` is
 * that of the file system, "" outside of tests. Returns 0 where nothing is limited or known.
 */
int64_t throttle_count(const char *root);

#endif
