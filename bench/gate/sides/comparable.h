/* SPDX-License-Identifier: MIT */
/*
 * comparable.h - whether base and head do the same work in a row: a workload, or the protocol, that
 * was changed makes another question of it, whose answers are not to be compared.
 */
#ifndef BENCH_GATE_SIDES_COMPARABLE_H
#define BENCH_GATE_SIDES_COMPARABLE_H

#include <jansson.h>
#include <stdbool.h>

#define WHY_NOT 256

/*
 * Compare what the two programs say of themselves (bench/run/describe.h). Returns whether both play
 * the workload on the runtime and mean the same by it; else `why`, of WHY_NOT bytes, is one line.
 * runtime = NULL: they play it on different ones, whose sources differ anyway.
 */
bool gate_is_comparable(const json_t *base, const json_t *head, const char *workload,
			const char *runtime, char *why);

/* Whether neither program plays it: then it is no row at all, as where its name is misspelt. */
bool gate_is_unknown(const json_t *base, const json_t *head, const char *workload,
		     const char *runtime);

#endif
