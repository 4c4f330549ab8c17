/* SPDX-License-Identifier: MIT */
/*
 * duet.h - one duet in words and tables, the same for every reporter.
 *
 * The base is the duet's first contestant, unless summary_rebase chose another.
 */
#ifndef BENCH_REPORT_DUET_H
#define BENCH_REPORT_DUET_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/report/format.h"
#include "bench/report/summary.h"
#include "bench/report/table.h"

/* How a ratio reads. */
enum verdict {
	VERDICT_NONE,	 /* no interval: too few rounds */
	VERDICT_UNCLEAR, /* the interval spans 1: "~" */
	VERDICT_LESS,	 /* the whole interval is below 1 */
	VERDICT_MORE,	 /* above */
};

enum verdict verdict_of(const struct estimate *ratio);

/* A parameter of the duet's first contestant; -1: it has none of that name. */
int64_t duet_parameter(const struct duet_summary *duet, const char *name);

/* Whether another duet of the same workload in the run has another value of it. */
bool duet_parameter_varies(const struct summary *summary, const struct duet_summary *duet,
			   const char *name);

/* Whether the parameter counts something: "connections", but not "size". */
bool duet_counts(const char *name);

/* "64 connections", "1 connection", "size 64". */
struct text duet_parameter_words(const char *name, int64_t value);

/* Whether the parameter turns nothing on, and is not worth a word: rate=0 and its like. */
bool duet_is_off(const struct named_value *parameter);

/* Whether its contestants share one core; and that in words: "all on one core". */
bool duet_is_on_one_core(const struct duet_summary *duet);
const char *duet_pinning_words(const struct duet_summary *duet);

/* ", all cores" or ", one core" where another duet of the run asks the same on others; else "". */
const char *duet_cores_words(const struct duet_summary *duet);

/* "echo, connections=64, size=64": the workload with its parameters. */
void duet_write_name(FILE *file, const struct duet_summary *duet);

/*
 * Whether the contestants do different work: other workloads, or the same with other parameters.
 * Then costs an operation are set against each other, and nothing follows for anybody's program.
 */
bool duet_is_mixed(const struct duet_summary *duet);

/*
 * Why the duet's verdict is not to be trusted, as the words after "not to be trusted: ", into
 * `why` (NULL and 0: who does not ask). Returns false when nothing speaks against it.
 */
bool duet_is_doubtful(const struct duet_summary *duet, char *why, size_t size);

/* The contestant that the others are compared with. */
const struct contestant_summary *duet_base(const struct duet_summary *duet);

/* The unit in which the duet's costs are written. */
struct unit duet_unit(const struct duet_summary *duet);

/* The unit of its latencies, likewise. */
struct unit duet_latency_unit(const struct duet_summary *duet);

/* The contestant that the sentences compare with the base: the first other; NULL: none. */
const struct contestant_summary *duet_rival(const struct duet_summary *duet);

/* "cost" of coroutines, "costs" of raw: the verb as its subject asks. */
struct text duet_verb(const char *subject, const char *stem);

/* What the duet asks, and what an operation is; of a mixed one, in neutral words. */
const char *duet_question(const struct duet_summary *duet);
const char *duet_operation(const struct duet_summary *duet);

/* A value of the duet's metric with its own unit: "2.31 ns", "4.21 KiB". */
struct text duet_format_value(const struct duet_summary *duet, double value);

/* "elapsed time", "processor time" or "memory"; for a heading "Elapsed time" ... */
const char *duet_metric_words(const struct duet_summary *duet);
const char *duet_metric_heading(const struct duet_summary *duet);

/*
 * What an operation costs each, cheapest first; with `details`, processor time, context switches
 * and page faults besides. Of memory: its parts and the kernel's share, always. To be freed; NULL:
 * no memory.
 */
struct table *duet_cost_table(const struct duet_summary *duet, bool details);

/* How late the sleepers of a workload without a driver were woken; NULL: nobody told, no memory. */
struct table *duet_lateness_table(const struct duet_summary *duet);

/*
 * What the workload itself counted, an operation and in all kept slices; NULL: it counts nothing,
 * no memory.
 */
struct table *duet_count_table(const struct duet_summary *duet);

/*
 * What the contestants cost, set against the base, with the mark around the numbers ("" or
 * "**"); and whether that is to be trusted.
 */
void duet_write_sentence(FILE *file, const struct duet_summary *duet, const char *emphasis);

/* The same for one contestant against the base, in the words of the advice. */
void duet_write_need(FILE *file, const struct duet_summary *duet,
		     const struct contestant_summary *contestant, const char *emphasis);

/* "1.000 [0.998, 1.002]", the baseline against itself, and what that means. */
void duet_write_control(FILE *file, const struct duet_summary *duet);

#endif
