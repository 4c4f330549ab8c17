/* SPDX-License-Identifier: MIT */
/*
 * summary.h - what a run's rounds come to: the numbers that every reporter shows.
 *
 * Made from a results folder by pure code, so that it can be made again at any time; summary.json
 * is its written form. Reporters take every number from here and compute none.
 */
#ifndef BENCH_REPORT_SUMMARY_H
#define BENCH_REPORT_SUMMARY_H

#include <jansson.h>
#include <stdbool.h>

#include "bench/stats/estimate.h"
#include "bench/stats/histogram.h"
#include "bench/store/results.h"

#define SUMMARY_FORMAT 1
#define CLIENT_BOUND 0.9 /* above this utilisation the load generator is what limits */

enum quantile { QUANTILE_50, QUANTILE_90, QUANTILE_99, QUANTILE_999, QUANTILES };

extern const char *const quantile_names[QUANTILES]; /* "p50", "p90", "p99", "p99.9" */
extern const double quantile_shares[QUANTILES];	    /* 0.5, 0.9, 0.99, 0.999 */

/* What a contestant took while it held so many operations, over the rounds. */
struct level_summary {
	int64_t operations;
	struct estimate memory; /* bytes an operation: resident and page tables */
	struct estimate kernel; /* the machine's kernel, likewise */
};

/* Latencies of one kind. */
struct latency_summary {
	/* ns, estimated over the rounds' own quantiles. */
	struct estimate quantiles[QUANTILES];
	struct estimate max; /* ns, over the rounds' own maxima */
	int64_t count;	     /* answers behind all of these; 0: none were recorded */
	int64_t greatest_ns; /* of all */
};

/* What a contestant's workload counted under a name, over the rounds. */
struct count_summary {
	const char *name;     /* the results' own */
	struct estimate rate; /* an operation */
	int64_t total;	      /* in all kept slices */
};

/* One contestant of a duet. An estimate with rounds = 0 was not measured. */
struct contestant_summary {
	const struct contestant_record *record;
	struct estimate values[MEASURES];
	struct estimate ratios[MEASURES]; /* to the duet's base; wall, cpu, memory */
	struct latency_summary latencies[LATENCIES];
	struct count_summary counts[ROUND_COUNTS]; /* where the workload counts something */
	size_t count_count;
	int64_t operations;	      /* in all kept slices, or levels */
	struct level_summary *levels; /* where memory was measured, in rising order */
	size_t level_count;
};

struct duet_summary {
	const struct duet_record *record;
	enum measure metric; /* what it is judged by: MEASURE_WALL, _CPU or _MEMORY */
	size_t rounds;	     /* that every contestant finished */
	struct contestant_summary *contestants;
	size_t count;
	const struct contestant_summary *control; /* among them, or NULL */
	bool elsewhere; /* another duet asks the same on other cores */
	size_t base;	/* index of the one that ratios are to: 0, see summary_rebase */
};

struct summary {
	const struct results *results; /* must outlive it */
	struct duet_summary *duets;
	size_t count;
};

/* Returns 0, -ENOMEM, or -EBADMSG: a value that no round can have. Changes nothing else. */
int summary_make(const struct results *results, struct summary *summary,
		 struct problem *problem);
void summary_free(struct summary *summary);

/* The estimate by which a contestant is judged, and its ratio to the first. */
const struct estimate *summary_value(const struct duet_summary *duet,
				     const struct contestant_summary *contestant);
const struct estimate *summary_ratio(const struct duet_summary *duet,
				     const struct contestant_summary *contestant);

/*
 * The contestants without the control, the cheapest first, those without rounds last: an array of
 * *count pointers to be freed, or NULL.
 */
const struct contestant_summary **summary_ranked(const struct duet_summary *duet,
						 size_t *count);

/* Put a round's latencies, which are kept as buckets and their maximum, into the histogram. */
void summary_load_latencies(struct histogram *into, const struct latency_record *latency);

/* What takes so many nanoseconds each, a second, with its interval; rounds = 0: not measured. */
struct estimate summary_per_second(const struct estimate *ns);

/* Requests a second from a driven workload, with its interval; rounds = 0: not driven. */
struct estimate summary_requests(const struct contestant_summary *contestant);

/* Whether the load generator was so busy against it that requests a second are its limit. */
bool summary_is_client_bound(const struct contestant_summary *contestant);

/* How many times `a` is `b`, from a duet's own rounds. Returns as estimate_ratio. */
int summary_compare(const struct summary *summary, const struct duet_summary *duet,
		    size_t a, size_t b, enum measure measure, struct estimate *ratio);

/*
 * Have the duet's ratios be to another of its contestants; the control's stays to the first,
 * which it repeats. summary.json is of the first. Returns as estimate_ratio.
 */
int summary_rebase(const struct summary *summary, struct duet_summary *duet, size_t base);

/* summary.json: a new reference, or NULL. */
json_t *summary_to_json(const struct summary *summary);

#endif
