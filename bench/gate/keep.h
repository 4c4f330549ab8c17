/* SPDX-License-Identifier: MIT */
/* keep.h - what lives as long as a gate: its texts and its warnings. For bench/gate alone. */
#ifndef BENCH_GATE_KEEP_H
#define BENCH_GATE_KEEP_H

#include "bench/gate/gate.h"

/* A copy of the text that lives as long as the gate. */
const char *gate_keep(struct gate *gate, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Note a warning in the record; the first of those that have the same remedy. */
void gate_warn(struct gate *gate, const char *text, const char *remedy);

#endif
