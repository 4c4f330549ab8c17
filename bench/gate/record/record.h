/* SPDX-License-Identifier: MIT */
/*
 * record.h - what a gate found out: whether the head is worse than the base, row by row.
 *
 * The judge fills it in; the terminal's table, gate.json, and whatever a CI system reads are made
 * of it and of nothing else. Strings are borrowed, and never NULL: "" where there is nothing to say.
 */
#ifndef BENCH_GATE_RECORD_RECORD_H
#define BENCH_GATE_RECORD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/stats/estimate.h"
#include "bench/store/record.h"

#define GATE_BUDGET_SECONDS 86400 /* a gate may play so long at most */

/* Of a row, and of the gate as a whole, which is never waived and never not comparable. */
enum gate_verdict {
	GATE_PASS,
	GATE_FAIL,	     /* surely worse than is tolerated */
	GATE_INCONCLUSIVE,   /* the rounds that there was time for do not tell */
	GATE_WAIVED,	     /* fails, and is meant to */
	GATE_NOT_COMPARABLE, /* workload or protocol changed, or counts scatter too much */
	GATE_UNMEASURED,     /* could not be */
	GATE_VERDICTS
};

/* The run that decided a row. */
enum gate_stage {
	GATE_FIRST,
	GATE_CONFIRMED, /* fresh rounds, of the rows that looked worse or unclear */
	GATE_STAGES
};

struct gate_ratio {
	struct estimate ratio; /* how many times the base; not above 0, NaN: not measured */
	double confidence;     /* of the interval: 0.96 */
};

/* A metric of a workload on a runtime. */
struct gate_row {
	const char *name;   /* "switch/coroutines" */
	const char *metric; /* "wall", "cpu", "memory", "switches", "allocations" ... */
	bool counted; /* not measured; the ratio has no interval if every take was alike */
	double tolerance;  /* relative, 0.01: what may be lost without being worse */
	double margin;	   /* likewise: as good is what surely has lost less than this */
	double base, head; /* trimmed means an operation, in the unit; NaN: not measured */
	const char *unit;  /* "ns", "bytes", "" */
	enum gate_stage stage;	    /* that decided */
	struct gate_ratio decisive; /* head over base, of the rounds of that stage alone */
	struct gate_ratio first;    /* the same, of the first run */
	struct gate_ratio control;  /* base over base, of the stage that decided */
	bool control_failed;	    /* the base differs from itself: nothing is claimed */
	size_t layouts;		    /* of each side's program that were played */
	double rounds_needed;  /* more of them, to tell; where inconclusive; NaN: unknown */
	double seconds_needed; /* that they would take; likewise */
	enum gate_verdict verdict;
	const char *reason; /* one line */
	const char *waiver; /* reason and expiry of the waiver in force */
};

struct gate_record {
	const char *base,
		*head;	     /* what they are called: "main (3f2c1a9)", "working tree" */
	const char *command; /* that repeats the gate */
	const char *version; /* of duet */
	const char *started; /* local time, ISO 8601 with its offset */
	const char *folder;  /* with gate.json, and the runs first/ and confirm/ */
	int64_t elapsed_ns;  /* of the whole gate */
	int64_t measured_ns; /* of that, while rounds were played */
	int64_t budget_ns;   /* how long it might play; 0: unknown */
	size_t layouts;	     /* of each side's program */
	bool same;	     /* the programs are equal: nothing was measured */
	enum gate_verdict verdict;
	const char *reason; /* of a gate that could not measure */
	struct gate_row *rows;
	size_t row_count;
	const struct warning_record *warnings;
	size_t warning_count;
};

/* As they stand in gate.json: "pass", "fail", "inconclusive" ...; "first", "confirmed". */
extern const char *const gate_verdict_names[GATE_VERDICTS];
extern const char *const gate_stage_names[GATE_STAGES];

/*
 * What the rows come to: fail, when one fails; else unmeasured, when one could not be measured
 * or none could be compared; else inconclusive, when one is; else pass.
 */
enum gate_verdict gate_sum_up(const struct gate_row *rows, size_t count);

/*
 * The exit code of a gate: 0 it passes; 1 it fails; 2 it could not measure; on_inconclusive (3,
 * unless the user wants another) when the rounds did not tell.
 */
int gate_exit_code(const struct gate_record *record, int on_inconclusive);

/* Whether there is a ratio at all; of a count it has no interval. */
bool gate_is_measured(const struct gate_ratio *ratio);

/*
 * Whether the row passes, and surely costs less than before, by more than is tolerated the other
 * way: where a gate has a dozen rows, one that is equal is too often just below 1.
 */
bool gate_row_gained(const struct gate_row *row);

/*
 * The rows in the order in which people want them, an array to be freed, NULL: no memory: what
 * failed, could not be measured, is waived, inconclusive, not comparable, has gained, passes;
 * within each the greatest loss first, then as they are.
 */
const struct gate_row **gate_order(const struct gate_record *record);

/* How many rows have that verdict. */
size_t gate_count(const struct gate_record *record, enum gate_verdict verdict);

#endif
