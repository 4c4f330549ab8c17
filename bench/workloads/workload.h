/* SPDX-License-Identifier: MIT */
/*
 * workload.h - what a workload is, and how anything plays one.
 *
 * A workload is one question, written once against asyncio.h. A player is the set of functions
 * that plays it: the workload's own, on whatever runtime the worker has put into `asyncio`, or a
 * peer's (bench/peers/), or the load generator's. The worker calls them in this order, always
 * from one task or thread: prepare, then begin and play any number of times, finish; idle
 * whenever it waits for a command between prepare and finish.
 */
#ifndef BENCH_WORKLOADS_WORKLOAD_H
#define BENCH_WORKLOADS_WORKLOAD_H

#include <stddef.h>
#include <stdint.h>

#include "asyncio.h"

struct histogram; /* bench/stats/histogram.h */

#define PARAMETERS_MAX 8

/* One row of a workload's table of parameters. A row without a name ends the table. */
struct parameter {
	const char *name; /* as on the command line */
	const char *unit; /* "tasks", "ms", "bytes" */
	int64_t fallback; /* the default */
	int64_t min, max; /* inclusive */
	const char *help;
};

#define RULE_NAMES 4

enum rule_kind {
	RULE_EXCLUDES = 1, /* at most one of the names is given */
	RULE_NEEDS,	   /* where the first is given, another of the names is too */
};

/* Which parameters go together; one that is 0 is not given. A row without a kind ends the table. */
struct rule {
	enum rule_kind kind;
	const char *names[RULE_NAMES]; /* fewer: NULL behind the last */
};

/* As many things can a workload count in a slice besides its operations. */
#define TALLY_COUNTS 4

/* One of them. A row without a name ends the table. */
struct count {
	const char *name; /* in results and reports, at most 23 bytes: "lost" */
	const char *help; /* what is counted: "updates that another one overwrote" */
};

/* What prepare is given, and what it tells. */
struct setting {
	const int64_t *parameters; /* values, in the order of the workload's table */
	size_t stack_size; /* bytes of stack a task, for players that make their own */
	uint64_t round;	   /* of a duet; a driver's chance differs from round to round */
	uint16_t port;	   /* a server tells where it serves; its driver is told */
	/* Where server and driver agree when a slice begins and ends. */
	uint16_t control_port;
	const char *problem; /* why it was refused, when -errno would not say; else NULL */
};

/* What a driver tells besides that asks at set times: an open loop. */
struct offer {
	struct histogram *uncorrected; /* nanoseconds an operation, from its sending on */
	struct histogram *lag; /* nanoseconds that the driver itself sent it too late */
	int64_t offered_ns; /* from the start until the last operation was due; 0: no such driver */
	int64_t refused; /* that waited too long, and were never sent */
	int64_t queued;	 /* the most that waited at once for a connection */
	/* The driver's own use of a processor when it measured what a server sustains, per mille. */
	int64_t sustained_busy; /* -1: it did not */
};

/* What a call of play has done; play adds to it. */
struct tally {
	int64_t operations; /* done: as many as asked for, or a few more to end a lap */
	uint64_t checksum;  /* of the work; equal for equal operations on every player */
	/* Nanoseconds an operation, of players that record them. */
	struct histogram *latency;
	struct offer *offer; /* NULL: operations need not wait until they are due */
	int64_t counts[TALLY_COUNTS]; /* by the workload's table of counts */
	const char *problem; /* why it failed, when -errno would not say; else NULL */
};

/* The functions that play one workload. Each returns 0 or -errno. */
struct player {
	/* Make what play needs. *state goes to the other two. Waits as it likes. */
	int64_t (*prepare)(struct setting *setting, void **state);
	/* Do at least `operations` operations: the timed part. Allocates nothing of its own. */
	int64_t (*play)(void *state, int64_t operations, struct tally *tally);
	/* Undo prepare. */
	void (*finish)(void *state);
	/* Wait until a slice can begin, untimed. NULL: it can. */
	int64_t (*begin)(void *state);
	/*
	 * Between slices: serve whoever asks until `fd` can be read, then return. NULL: there is
	 * nobody to serve, and the worker just reads.
	 */
	void (*idle)(void *state, int fd);
	/* Where it is written: __FILE__, by which the worker knows its fingerprint. */
	const char *source;
	/* A parameter of which it plays one value alone; NULL: it plays all that there are. */
	const char *only;
	int64_t only_value;
};

/* What a slice is judged by. */
enum metric {
	METRIC_WALL,   /* elapsed nanoseconds an operation */
	METRIC_CPU,    /* processor nanoseconds an operation, of the whole process */
	METRIC_MEMORY, /* bytes an operation, of the whole process: levels only */
};

/* How a workload is measured. */
enum kind {
	KIND_SLICE, /* what playing some operations costs */
	/*
	 * What it costs that operations are there: the process's memory is looked at before
	 * prepare and after it, while needs.tasks operations stand still.
	 */
	KIND_LEVEL,
};

/* Where the contestants of a duet run. */
enum cores {
	ONE_CORE,  /* all on one core, in turn: the cost of the thing itself */
	ALL_CORES, /* unpinned: what parallel running gains */
};

/* What a workload holds at one time, for the check of limits. */
struct needs {
	int64_t tasks;	     /* at one time, the main task not counted */
	int64_t descriptors; /* in the worker's process */
	int64_t bytes;	     /* of memory besides the tasks' own */
};

struct workload {
	const char *name;
	const char *question;  /* what it asks, one sentence */
	const char *operation; /* what one operation is, singular: "a pass of the token" */
	const char *caution;   /* what its number must not be used for, one sentence */
	enum kind kind;
	enum metric metric;
	enum cores cores;
	const struct parameter *parameters;
	const struct rule *rules;   /* of these parameters, or NULL */
	const struct count *counts; /* that its players add up, or NULL */
	/* The one to lower when limits are too tight, or NULL. */
	const char *scaled_parameter;
	const char *driver; /* the runtime that drives it from another process, or NULL */
	int64_t verify_operations; /* how many the equality of work is proved with */
	int64_t slice_ns;	   /* how long a slice should last */
	/* How few and how many operations a slice may have; NULL: 1 and no limit. */
	void (*bounds)(const int64_t *parameters, int64_t *least, int64_t *most);
	void (*needs)(const int64_t *parameters, struct needs *needs);
	struct player player;
};

/* A peer's way of playing one workload, found by the workload's name. */
struct peer_play {
	const char *workload;
	const struct player *player;
};

/* Somebody else's way of doing the same work: no table of asyncio.h, its own players. */
struct peer {
	const char *name;
	const char *summary;
	const struct peer_play *plays; /* a row without a workload ends it */
};

/* Every workload, in alphabetical order, NULL at the end: bench/workloads/registry.c. */
extern const struct workload *const workloads[];

/* The runtime that plays. Set by the worker before prepare; workloads call through it. */
extern struct asyncio asyncio;

#endif
