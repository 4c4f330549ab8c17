/* SPDX-License-Identifier: MIT */
/* gate_self_test.h - `duet gate --self-test`: how often the gate is wrong, counted. */
#ifndef BENCH_CMD_GATE_SELF_TEST_H
#define BENCH_CMD_GATE_SELF_TEST_H

#include <stdbool.h>

/* Whether the command line of `duet gate` asks for it: by its first word. */
bool gate_self_test_is_meant(int argc, char **argv);

/* Do it. Returns an exit code. */
int gate_self_test(int argc, char **argv);

#endif
