/* SPDX-License-Identifier: MIT */
/* history.h - what a gate has to say in a history: how its head compares with its base, row by row. */
#ifndef BENCH_GATE_RECORD_HISTORY_H
#define BENCH_GATE_RECORD_HISTORY_H

#include "bench/gate/record/record.h"
#include "bench/report/trend_rows.h"

/*
 * The revision of a side by what it is called: what stands in brackets at the end, as scripts/gate
 * names a commit, "HEAD (3f2c1a9)"; or else all of it. Cut off to `size` bytes.
 */
void gate_revision(const char *name, char *text, size_t size);

/*
 * An entry of every row that was measured or counted: its ratio to the base, which is named by what
 * the base is called, with the gate's own interval. The machine is that of the first run; a gate of
 * counts alone has none, and its fingerprint is that of an unknown one. What is not to be
 * trusted is doubtful, with the reason: rows whose control failed or that could not be
 * measured, and all of a gate that could not, as one that was interrupted or throttled. The
 * record and the revision must outlive the rows, which are freed by trend_rows_free.
 * Returns 0; -ENOMEM; -errno of reading gate.json or first/machine.json, or -EBADMSG, with the
 * problem filled in.
 */
int gate_history_make(const struct gate_record *record, const char *revision,
		      struct trend_rows *rows, struct problem *problem);

#endif
