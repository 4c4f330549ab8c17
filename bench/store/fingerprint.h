/* SPDX-License-Identifier: MIT */
/* fingerprint.h - short names for what is too long to compare: a machine, a run's results, bytes. */
#ifndef BENCH_STORE_FINGERPRINT_H
#define BENCH_STORE_FINGERPRINT_H

#include <stddef.h>

#include "bench/store/machine.h"
#include "bench/store/problem.h"

#define FINGERPRINT_TEXT 17 /* 16 hexadecimal digits of a SHA-256, and their end */

/*
 * Of what times depend on besides the code: processor, cores, kernel, governor, boost,
 * virtualisation, compiler and its flags. Machines that differ in none of these have the same.
 */
void fingerprint_machine(const struct machine *machine, char *text);

/*
 * Of what a run measured: the contents of run.json and rounds.jsonl. Returns 0, or -errno of reading
 * with the problem filled in.
 */
int fingerprint_results(const char *folder, char *text, struct problem *problem);

/* Likewise of a trace: the contents of the file. */
int fingerprint_trace(const char *path, char *text, struct problem *problem);

/* Likewise of a gate: the contents of gate.json. */
int fingerprint_gate(const char *folder, char *text, struct problem *problem);

/*
 * Go on with a fingerprint, "" at the start, by some bytes: of what comes in pieces. Where a piece
 * ends makes a difference.
 */
void fingerprint_add(char *text, const void *bytes, size_t size);

#endif
