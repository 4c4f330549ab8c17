/* SPDX-License-Identifier: MIT */
/* words.h - what is said of a gate and of its rows, the same on a terminal and for a CI system. */
#ifndef BENCH_GATE_TELL_WORDS_H
#define BENCH_GATE_TELL_WORDS_H

#include <stdio.h>

#include "bench/gate/record/record.h"
#include "bench/report/format.h"

/* "elapsed time", "processor time", "memory", "context switches"; another metric is its name. */
const char *gate_metric_words(const char *metric);

/* "+2.4 %", "−0.3 %", "0.0 %"; "-": not measured. */
struct text gate_change(const struct gate_row *row);

/* "[+2.1, +2.7]", in per cent; "": there is none. */
struct text gate_bounds(const struct gate_ratio *ratio);

/* A share without needless zeros: "1 %", "0.5 %". */
struct text gate_share(double share);

/* A value of the row with its unit: "10.4 ns", "4.23 KiB"; "-": not measured. */
struct text gate_value(const struct gate_row *row, double value);

/* Whether the row compares whole commands. */
bool gate_is_command(const struct gate_row *row);

/*
 * Whether what is said of the row's time is of one link of each program, and may be of where their
 * code lies.
 */
bool gate_is_of_one_link(const struct gate_row *row);

/* "slower, confirmed", "as fast (within 1 %)", "inconclusive: about 40 s more". */
struct text gate_verdict_words(const struct gate_row *row);

/* "switch/coroutines is 2.4 % slower", "spawn/threads needs 3.1 % more memory". */
void gate_write_loss(FILE *file, const struct gate_row *row);

/* Before a row's waiver: "waived: ", or where it waives nothing "waiver: "; "": none. */
const char *gate_waiver_label(const struct gate_row *row);

/*
 * All of a row in a line: "+2.4 % [+2.1, +2.7] (99.2 % interval), 10.4 ns → 10.7 ns, A/A control
 * [−0.3, +0.2], tolerance 1 %: slower, confirmed", and its reason.
 */
void gate_write_row(FILE *file, const struct gate_row *row);

/* "switch/coroutines", and " (memory)" where the gate has several metrics. */
void gate_write_name(FILE *file, const struct gate_record *record,
		     const struct gate_row *row);

/* Whether its rows are of more than one metric. */
bool gate_has_metrics(const struct gate_record *record);

/* "PASS", "FAIL", "INCONCLUSIVE", "COULD NOT MEASURE". */
const char *gate_word(const struct gate_record *record);

/*
 * What the verdict consists of, without a period: which rows are slower and by how much, how many
 * could not be told. The rows are those of gate_order.
 */
void gate_write_answer(FILE *file, const struct gate_record *record,
		       const struct gate_row *const *rows);

/* The same as a sentence, and what to type next: the command that repeats it, or shows the rounds. */
void gate_write_conclusion(FILE *file, const struct gate_record *record,
			   const struct gate_row *const *rows);

/* The command that shows the rounds behind the verdict, after `before`. No rounds: nothing. */
void gate_write_report_command(FILE *file, const char *before,
			       const struct gate_record *record);

/*
 * What the command that repeats it lacks, where it is inconclusive and it is known how much
 * more time would tell: " --budget=140". Of several the last counts. Else nothing.
 */
void gate_write_more_budget(FILE *file, const struct gate_record *record);

/* "12 rows, lower is better, 24 layouts, 31 s" with another separator between. */
void gate_write_extent(FILE *file, const struct gate_record *record, const char *separator);

/* How many rows, in gate_order, are shown; those that pass and are beyond are folded ... */
size_t gate_shown(const struct gate_record *record, bool verbose);

/* ... into words: "9 more as fast, 2 faster". */
void gate_write_folded(FILE *file, const struct gate_row *const *rows, size_t count);

/* The confidences of the deciding intervals: "96 %", "96 … 99.2 %"; "": there are none. */
struct text gate_confidence(const struct gate_record *record);

/* The row whose control strays furthest from 1, by its interval. NULL: there is no control. */
const struct gate_row *gate_widest_control(const struct gate_record *record);

#endif
