/* SPDX-License-Identifier: MIT */
/*
 * gate.h - plays a gate: base and head against each other, row by row, and judges every row.
 *
 * A gate is two runs of the conductor at most, in the folders first/ and confirm/ below its own. In
 * the first, every row is played until it passes, is suspect, or its time is up (rule.h); in the
 * second, what did not pass plays fresh rounds, whose number and looks are fixed before (confirm.h).
 * The base plays against itself in both. What is counted is counted before the first (counted.h).
 * What came of it is a record (record.h), also written as gate.json.
 */
#ifndef BENCH_GATE_GATE_H
#define BENCH_GATE_GATE_H

#include <jansson.h>

#include "bench/gate/conf/tolerances.h"
#include "bench/gate/record/record.h"
#include "bench/gate/sides/side.h"
#include "bench/run/run.h"
#include "bench/store/problem.h"

/* One of the two that are compared. Everything is borrowed until the gate is freed. */
struct gate_contestant {
	const char *name; /* "main (3f2c1a9)" */
	const struct gate_side *side;
	/*
	 * Instead of those of the rows, of which there is one then: another contestant's, or what a
	 * command is to run. NULL: as the rows say.
	 */
	const char *runtime;
	const struct named_value *parameters;
	size_t parameter_count;
};

struct gate_plan {
	struct gate_contestant base, head;
	const struct gate_play *plays; /* the rows */
	size_t play_count;
	/* By which each is judged, names of metric.h; none: by the workload's own. */
	const char *const *metrics;
	size_t metric_count;
	const struct tolerances *tolerances; /* and waivers */
	double tolerance;    /* of all rows, instead of those; negative: as they say */
	const char *today;   /* 2026-11-28: for the waivers */
	const char *folder;  /* NULL: results/gate-<date and time> */
	const char *command; /* that repeats it */
	const char *version; /* of duet */
	const char *worker;  /* the load generator's program */
	const char *clock;   /* for counting, as of count_plan */
	uint64_t seed;	     /* 0: from the clock */
	int64_t budget_ns;   /* of all that is measured; counting comes before */
	int core;	     /* for the contestants; -1: the last allowed one */
	bool measure_equal;  /* play also when both sides are the same programs */
	/*
	 * Rows that are not played and yet share the levels and the time, as in a gate that had
	 * them too; so many of them would come into the second run.
	 */
	size_t other_rows, other_confirmed;
	int stop_fd; /* as of run_plan */
};

/* How far a row is. */
struct gate_progress {
	enum gate_stage stage;
	size_t row, rows; /* of the stage: the how-manieth, from 0 */
	const char *name;
	size_t rounds; /* that the row is to play, as far as is known */
	const struct run_progress *run;
};

/* Each may be NULL. */
struct gate_events {
	void *context;
	/* The folder is there. rows: that are to be played. */
	void (*started)(void *context, const struct gate_record *record, size_t rows);
	/* The row is about to be counted, the how-manieth of all that are, from 0. */
	void (*counting)(void *context, size_t row, size_t rows, const char *name);
	void (*progress)(void *context, const struct gate_progress *progress);
	void (*worker_said)(void *context, const char *label, const char *text,
			    size_t bytes);
};

/* What a gate found out, and what its record borrows from. */
struct gate {
	struct gate_record record;
	struct gate_contest *contests; /* of the rows, while it is played */
	struct warning_record *warnings;
	json_t *kept; /* owns strings */
};

/*
 * Play it. Waits for as long as it takes. Returns 0, and the verdict is in the record: also where
 * nothing could be measured; -EINTR when stop_fd asked to end; or another -errno with the problem
 * filled in when there is nothing to be judged: bad use, no folder, no memory. Free the gate in
 * any case.
 */
int gate_play(const struct gate_plan *plan, const struct gate_events *events,
	      struct gate *gate, struct problem *problem);
void gate_free(struct gate *gate);

#endif
