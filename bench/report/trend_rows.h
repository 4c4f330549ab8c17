/* SPDX-License-Identifier: MIT */
/* trend_rows.h - what a run has to say in a history. */
#ifndef BENCH_REPORT_TREND_ROWS_H
#define BENCH_REPORT_TREND_ROWS_H

#include "bench/report/row.h"
#include "bench/report/summary.h"
#include "bench/store/fingerprint.h"
#include "bench/store/history.h"

/* A run's entries, and the strings that are theirs alone. Zeroed, it is empty. */
struct trend_rows {
	struct history_entry *entries;
	size_t count, room;
	char machine[FINGERPRINT_TEXT], results[FINGERPRINT_TEXT];
	json_t *strings; /* owns names of rows, reasons and parameters */
	size_t left_out; /* duets that are not complete */
};

/*
 * The costs of every contestant but the control, in elapsed time, processor time and memory as far as
 * measured, and their ratios to those before them in the duet, estimated from the rounds that they
 * shared. What several duets of the run have is taken from the first. The summary and the revision
 * must outlive the rows. `workloads`: as row_name. Returns 0, -ENOMEM, -EMSGSIZE (a row's
 * name is too long), or -errno of reading the folder.
 */
int trend_rows_make(const struct summary *summary, const char *revision,
		    const json_t *workloads, struct trend_rows *rows,
		    struct problem *problem);
void trend_rows_free(struct trend_rows *rows);

#endif
