/* SPDX-License-Identifier: MIT */
/*
 * record.h - what a results folder says, as structs (docs/results.md is the format).
 *
 * The conductor fills these and store.h writes them; results.h reads them back. Strings are
 * borrowed: from the conductor's plan, or from the document that was read.
 */
#ifndef BENCH_STORE_RECORD_H
#define BENCH_STORE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RESULTS_FORMAT 1

struct named_value {
	const char *name;
	int64_t value;
};

/* The one of that name, or NULL. */
const struct named_value *named_value_find(const struct named_value *values, size_t count,
					   const char *name);

/* Whether both arrays have the same names and values, in the same order. */
bool named_values_equal(const struct named_value *a, size_t a_count,
			const struct named_value *b, size_t b_count);

/* What one contestant's round came to. NaN: not measured. Add at the end for new kinds. */
enum measure {
	MEASURE_WALL,	      /* ns an operation, elapsed */
	MEASURE_CPU,	      /* ns an operation, processor time of the whole process */
	MEASURE_VOLUNTARY,    /* context switches an operation */
	MEASURE_INVOLUNTARY,  /* likewise */
	MEASURE_MINOR_FAULTS, /* page faults an operation */
	MEASURE_MAJOR_FAULTS, /* likewise */
	MEASURE_DRIVER_WALL,  /* ns a request, as the driver saw it, at full load */
	MEASURE_DRIVER_UTILISATION, /* processor time of the driver over its elapsed time */
	MEASURE_MEMORY, /* bytes an operation that is held: resident and page tables, the process's */
	MEASURE_RESIDENT,    /* of these, resident */
	MEASURE_PAGE_TABLES, /* of these, page tables */
	MEASURE_KERNEL, /* bytes an operation: kernel stacks and slab of the whole machine; may be negative */
	MEASURE_OFFERED, /* ns a request that was due: open loops, as the next two */
	MEASURE_REFUSED, /* share of the requests that were due: waited too long, never sent */
	MEASURE_QUEUED, /* the most requests that waited at once for a connection */
	MEASURE_SUSTAINED_UTILISATION, /* of the driver, when it measured what a server sustains */
	MEASURES
};

/* The names of the measures in rounds.jsonl: "wall_ns", "cpu_ns", "voluntary", ... */
extern const char *const measure_names[MEASURES];

/* The measure that a duet's metric ("wall", "cpu", "memory") stands for; MEASURE_WALL: unknown. */
enum measure measure_of_metric(const char *metric);

/* Kinds of latencies. Closed loops, and sleepers, have the first alone. */
enum latency_kind {
	LATENCY_CORRECTED,   /* of open loops: since the request was due */
	LATENCY_UNCORRECTED, /* since it was sent */
	LATENCY_LAG,	     /* that the client itself was too late */
	LATENCIES
};

/* Their names in rounds.jsonl: "latency", "uncorrected", "lag". */
extern const char *const latency_names[LATENCIES];

#define LATENCY_BUCKETS                                                                    \
	(128 + 128 * 36) /* indices are below; HISTOGRAM_BUCKETS is the same */

/* The buckets of a latency histogram (bench/stats/histogram.h) that are not empty. */
struct latency_bucket {
	uint32_t index;
	uint64_t count;
};

struct latency_record {
	int64_t max_ns; /* exact */
	size_t count;	/* of buckets; 0: no latencies were recorded */
	struct latency_bucket *buckets;
};

#define ROUND_COUNTS 4
#define ROUND_COUNT_NAME 24

/* What the workload itself counted besides operations, in all kept slices of a round. */
struct count_record {
	char name[ROUND_COUNT_NAME];
	int64_t value;
};

/* What was there more than before, in bytes, once so many operations were held: one process. */
struct level_record {
	int64_t operations;
	int64_t resident, page_tables; /* the process's */
	int64_t kernel; /* the machine's; may be negative: others let go of more */
};

/* One contestant in one round: a line of rounds.jsonl. */
struct round_record {
	size_t duet, round, contestant; /* indices from 0 */
	int64_t slices;			/* kept ones, or levels, behind the numbers below */
	int64_t operations; /* done in the kept slices, or held in all the levels */
	double values[MEASURES];
	struct latency_record latencies[LATENCIES];
	struct count_record counts[ROUND_COUNTS];
	size_t count_count;
	struct level_record *levels; /* where memory was measured, in rising order */
	size_t level_count;
};

struct contestant_record {
	const char *label;    /* unique within the duet */
	const char *worker;   /* the program as it was given; of several builds the first */
	const char *version;  /* of that program, as it says; NULL, "": it does not */
	int64_t worker_count; /* builds of it, one a round in turn; at least 1 */
	const char *runtime;
	const char *workload;
	const struct named_value *parameters; /* all, as the worker answered */
	size_t parameter_count;
	int64_t operations;   /* a slice, calibrated; 0: not yet */
	const char *checksum; /* 16 hexadecimal digits; "": not yet */
	bool control;	      /* the first contestant once more: the A/A control */
};

/* Begins the warning of a duet from which nothing is to be drawn: docs/results.md. */
#define WARNING_UNTRUSTED "not to be trusted: "

struct warning_record {
	const char *text;
	const char *remedy;
};

enum duet_state {
	DUET_PLANNED, /* not reached */
	DUET_RUNNING, /* or cut short */
	DUET_COMPLETE,
	DUET_FAILED, /* error says why */
};

struct duet_record {
	const char *workload; /* the first contestant's; the next seven describe it */
	const char *question, *operation, *caution;
	const char *metric;	    /* "wall", "cpu" or "memory" */
	const char *cores;	    /* "one": all on one core; "all": unpinned */
	const char *workload_cores; /* the same, as the workload would have it */
	const char *driver;	    /* the runtime that drives it, or NULL */
	enum duet_state state;
	const char *error; /* one line, when failed; else "" */
	struct contestant_record *contestants;
	size_t contestant_count;
	int64_t rounds_planned, rounds_done;
	int64_t slice_ns;    /* aimed at */
	int64_t slices_kept; /* a contestant and round */
	int contestant_core; /* -1: not pinned */
	int driver_core;     /* of the driver and the conductor; -1: not pinned */
	int64_t measured_ns; /* how long all kept slices lasted; 0: unknown, or of levels */
	int64_t harness_ns;  /* processor time that the conductor used meanwhile */
	const struct warning_record *warnings;
	size_t warning_count;
};

enum run_state {
	RUN_RUNNING, /* being written */
	RUN_COMPLETE,
	RUN_PARTIAL, /* interrupted, killed, or a duet failed */
};

/* run.json */
struct run_record {
	enum run_state state;
	const char *command; /* the command line that repeats the run */
	const char *profile; /* "quick", "default", "full", or "" */
	uint64_t seed;
	const char *version;	    /* of duet */
	const char *worker_version; /* of the first worker */
	const char *started;	    /* local time, ISO 8601 with its offset */
	int64_t elapsed_ns;	    /* of the run so far */
	int64_t stack_size;	    /* bytes, of every task; 0: what each worker has */
	struct duet_record *duets;
	size_t duet_count;
};

/* Free its arrays: buckets and levels. */
void free_round_record(struct round_record *round);

/* Whether two contestants have the same parameters, with the same values. */
bool records_share_parameters(const struct contestant_record *a,
			      const struct contestant_record *b);

const char *run_state_name(enum run_state state);   /* "running", "complete", "partial" */
const char *duet_state_name(enum duet_state state); /* "planned", "running", ... */

#endif
