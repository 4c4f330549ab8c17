/* SPDX-License-Identifier: MIT */
/*
 * rules.h - which parameters of a workload go together, as `duet-worker --describe` tells it.
 *
 * Whoever sends a workload's parameters and whoever takes them judge by the same rows.
 */
#ifndef BENCH_PROTOCOL_RULES_H
#define BENCH_PROTOCOL_RULES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the parameters (names and integers, 0 or absent: not given) keep the rules in a
 * workload's members `excludes` and `needs`. If not, the text says what is wrong.
 */
bool rules_keep(const json_t *workload, const json_t *parameters, char *text, size_t size);

#endif
