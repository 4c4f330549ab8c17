/* SPDX-License-Identifier: MIT */
/*
 * predicate.h - sentences about measurements: read, asked for their numbers, judged. Pure:
 * what was measured is given by a callback. docs/predicates.md has the grammar and the
 * method.
 *
 *	p99(echo, coroutines, connections=1000) < p99(echo, threads, connections=1000)
 *
 * A predicate is a claim, which is true or not, or a number, which has a value.
 */
#ifndef BENCH_EVIDENCE_PREDICATE_H
#define BENCH_EVIDENCE_PREDICATE_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/evidence/predicate/metric.h"
#include "bench/evidence/predicate/place.h"
#include "bench/evidence/predicate/unit.h"
#include "bench/stats/estimate.h"
#include "bench/stats/trimmed.h"
#include "bench/store/problem.h"
#include "bench/store/record.h"

#define PREDICATE_BYTES 2000 /* of a text, at most */
#define PREDICATE_FACTS 32   /* orders that it asks for, at most */

/* ---- reading ---- */

struct predicate;

/*
 * Read a text whose first character stands at this place of its document. It is borrowed
 * for the call alone. Names of metrics, units and the numbers of arguments are checked, and
 * that only what is of one dimension is added or compared; workloads and contestants are
 * for the resolver to know. Returns 0; -EINVAL, with a problem whose text begins with
 * "LINE:COLUMN: "; -ENOMEM.
 */
int predicate_parse(const char *text, struct place at, struct predicate **predicate,
		    struct problem *problem);
void predicate_free(struct predicate *predicate);

/* Whether it is true or false; else it is a number. */
bool predicate_is_claim(const struct predicate *predicate);

/* A name in a predicate, and where it stands. */
struct predicate_word {
	const char *text; /* NULL: not given */
	struct place place;
};

/* What is asked for. It lives as long as the predicate. */
struct predicate_query {
	const struct metric *metric;
	struct place place;
	struct predicate_word workload, contestant;
	struct predicate_word parameter,
		other;			     /* of a crossover; `other` is a contestant */
	struct predicate_word first, second; /* events of `before` */
	const struct named_value *parameters;
	const struct place *parameter_places;
	size_t parameter_count;
};

/* All that the predicate asks for, in the order of its text; returns how many. */
size_t predicate_queries(const struct predicate *predicate,
			 const struct predicate_query **queries);

enum predicate_compared {
	PREDICATE_VALUE, /* with nothing: a number */
	PREDICATE_LESS,
	PREDICATE_AT_MOST,
	PREDICATE_MORE,
	PREDICATE_AT_LEAST
};

/*
 * A comparison with a number: what is measured stands on the left, `10 < x` is `x > 10`; or
 * of two things measured, of which one is so many times the other, `a < 2 * b`.
 */
struct predicate_bound {
	double value; /* in ns, bytes, or as it is */
	struct place place;
	enum predicate_compared compared;
	struct dimension dimension;
	bool relative; /* `a < 2 * b` */
	bool negated;  /* an odd number of `not` applies to it */
	/*
	 * It holds wherever the predicate does: no `not` applies to it, and of an `or` each
	 * part has it, if of something else.
	 */
	bool sure;
};

/*
 * The first `most` of them, in the order of the text, into an array; returns how many there
 * are.
 */
size_t predicate_bounds(const struct predicate *predicate, struct predicate_bound *bounds,
			size_t most);

/*
 * How a claim is put together, in the order of its text. Parentheses are where `and`, `or`
 * and `not` meet.
 */
enum predicate_piece {
	PREDICATE_COMPARISON, /* the next of a result's quantities */
	PREDICATE_ORDER,      /* the next of its facts */
	PREDICATE_NOT,
	PREDICATE_AND,
	PREDICATE_OR,
	PREDICATE_OPEN,
	PREDICATE_CLOSE
};

#define PREDICATE_PIECES 1024 /* no claim has more */

/* The pieces of a claim, into an array of so many; returns how many there are. */
size_t predicate_pieces(const struct predicate *predicate, enum predicate_piece *pieces);

/* ---- asking ---- */

/* Of a crossover: one value of the parameter. */
struct predicate_point {
	double x;
	double *ratios; /* by round: the contestant's cost over the other's; NaN: none */
	size_t rounds;
};

/*
 * What was measured. The arrays and `needs` are from malloc; predicate_evaluate frees them.
 * Zeroed, it says that nothing was.
 */
struct predicate_answer {
	char *needs; /* NULL: measured; else what to run: "duet run race" */
	/*
	 * Who was measured together: equal pointers mean that round r of one is round r of
	 * the other. It is not looked into; it is not NULL.
	 */
	const void *duet;
	double *values; /* by round, in ns, bytes, or as they are; NaN: none */
	size_t rounds;
	struct predicate_point *points; /* of a crossover: in rising x */
	size_t point_count;
	bool fact; /* of `before` */
};

void predicate_answer_free(struct predicate_answer *answer);

/*
 * Answer a query. The answer is zeroed before. Returns 0, also where nothing was measured
 * yet: then `needs` says what to run; or an error with its problem: place_refuse_name for
 * what does not exist.
 */
typedef int predicate_resolver(void *context, const struct predicate_query *query,
			       struct predicate_answer *answer, struct problem *problem);

/* ---- judging ---- */

/* What a mean over rounds and its error do not say. */
struct predicate_spread {
	double lowest, highest; /* of the rounds */
	size_t duets;		/* behind it: their parts of it are added up */
	double resolution;	/* how far all rounds may be off together */
	double rounding;	/* an error up to this is none: the rounds are equal */
	double drift; /* how often independent rounds would follow each other so (drift.h) */
};

/* A point of a crossover's sweep: the logarithm of the ratio over rounds. */
struct predicate_mark {
	double x;
	struct trimmed log_ratio;
	struct predicate_spread spread;
};

/*
 * What was compared, and how far it is from what it was compared with: on the logarithms
 * where all of it is positive, else a difference.
 */
struct predicate_quantity {
	enum predicate_compared compared;
	struct place place;
	struct dimension dimension;
	double threshold; /* NaN of a value that is compared with nothing */
	bool logs;
	struct trimmed distance; /* of the quantity from the base, or of its logarithm */
	struct predicate_spread spread;
	double base;
	bool rare;     /* few rounds may have any (bench/evidence/predicate/metric.h) */
	bool share;    /* ... of all operations, by itself: 0 .. 1 */
	bool happened; /* ... compared with 0, and seen at least once */
	/*
	 * Of how many comparisons one that is true, or false, would do for the whole claim
	 * to be: each has such a part of the level (Bonferroni).
	 */
	size_t parts_true, parts_false;
	/* a crossover: then only these count */
	struct predicate_mark *marks;
	size_t mark_count;
};

/*
 * The quantity and its interval of two-sided confidence 1 - level, in ns, bytes, or as it
 * is. In a claim each end is as far out as its part of the level asks for, so that the
 * claim is decided just where its intervals decide it; but for "<= 0" of what is rare,
 * which is about the rounds that were seen. NaN where the rounds do not say. Of a crossover
 * the last measured x at which the other surely costs less (0: none), the first from which
 * on the contestant surely does (infinite: none), and, where a straight line between them
 * is fair, the point.
 */
struct estimate predicate_interval(const struct predicate_quantity *quantity, double level);

struct predicate_result {
	char **needs; /* what to run first; each once */
	size_t need_count;
	/*
	 * How often, at most, it would look as true, or as false, if it were not. 1 until
	 * measured.
	 */
	double p_true, p_false;
	struct predicate_quantity *quantities; /* in the order of the text */
	size_t quantity_count;
	bool facts[PREDICATE_FACTS]; /* whether each order was so, likewise */
	size_t fact_count;
};

/*
 * Ask for all numbers, and judge by them where none is missing. Returns 0; what the
 * resolver returns; -EDOM: a round has no such number (a division by zero); -ENOMEM. After
 * 0, free the result.
 */
int predicate_evaluate(const struct predicate *predicate, predicate_resolver *resolver,
		       void *context, struct predicate_result *result,
		       struct problem *problem);
void predicate_result_free(struct predicate_result *result);

enum predicate_truth {
	PREDICATE_UNMEASURED,
	PREDICATE_UNDECIDED, /* the interval is on both sides */
	PREDICATE_TRUE,
	PREDICATE_FALSE
};

/*
 * Of rounds that are all equal, and of what is rare: so many, at least, are needed for a
 * verdict at a level, whatever the error is. 1 of others; infinite where no number is
 * enough.
 */
double predicate_least_rounds(const struct predicate_quantity *quantity, double level);

/* How often rounds that do not depend on each other would seem to as much as these. */
double predicate_drift(const struct predicate_result *result);

/* The two-sided p value, which holm_levels (bench/evidence/holm.h) takes: 0 .. 1. */
double predicate_p(const struct predicate_result *result);

/* The verdict of a claim, wrong in `level` (0.05) of all cases at most. */
enum predicate_truth predicate_judge(const struct predicate_result *result, double level);

#endif
