/* SPDX-License-Identifier: MIT */
/* joint.c - an expression over the rounds of each of its duets. See joint.h. */
#include "bench/evidence/predicate/joint.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/predicate/ends.h"
#include "bench/stats/sorted.h"

struct joint {
	const struct answers *answers;
	struct sides sides;
	struct place place;
	bool logs;
	bool rare; /* the mean, not the trimmed one */
	bool used[TREE_QUERIES];
	double centres[TREE_QUERIES];
	struct problem *problem;
};

/* Of the whole, where the queries come to values[]: 0 says that the sides are equal. */
static double distance(const struct joint *joint, const double *values)
{
	double left = node_value(joint->sides.left, values);
	double right = joint->logs ? 1 : 0;

	if (joint->sides.right)
		right = node_value(joint->sides.right, values);
	return joint->logs ? log(left / right) : left - right;
}

/* Made of what is positive, if all that is measured is. */
static bool keeps_positive(const struct node *node)
{
	if (!node->is_measured)
		return node_value(node, NULL) > 0;
	switch (node->kind) {
	case NODE_METRIC:
		return true;
	case NODE_ADD:
	case NODE_MULTIPLY:
	case NODE_DIVIDE:
		return keeps_positive(node->left) && keeps_positive(node->right);
	default:
		return false;
	}
}

static bool is_positive(const struct predicate_answer *answer)
{
	for (size_t r = 0; r < answer->rounds; r++)
		if (answer->values[r] <= 0)
			return false;
	return true;
}

/* A mean that is not trimmed is one of the values themselves. */
static bool takes_logs(const struct joint *joint)
{
	if (joint->rare || !keeps_positive(joint->sides.left) ||
	    (joint->sides.right && !keeps_positive(joint->sides.right)))
		return false;
	for (size_t q = 0; q < TREE_QUERIES; q++)
		if (joint->used[q] && !is_positive(&joint->answers->list[q]))
			return false;
	return true;
}

static bool any_rare(const struct joint *joint)
{
	for (size_t q = 0; q < TREE_QUERIES; q++)
		if (joint->used[q] && joint->answers->predicate->queries[q].metric->rare)
			return true;
	return false;
}

/* The mean where no round has all that is asked for. */
static const struct trimmed nothing = {NAN, NAN, 0, 0};

/* The mean of n values, none trimmed, and its error. */
static void plain_mean(const double *values, size_t n, struct trimmed *mean)
{
	double centre = mean_of(values, n), squares = 0;

	for (size_t i = 0; i < n; i++)
		squares += (values[i] - centre) * (values[i] - centre);
	*mean = (struct trimmed){
		.mean = centre,
		.error = n > 1 ? sqrt(squares / (double)(n - 1) / (double)n) : NAN,
		.freedom = (double)n - 1,
		.values = n,
	};
}

static int average(const struct joint *joint, const double *values, size_t n,
		   struct trimmed *mean)
{
	if (n == 0) {
		*mean = nothing;
		return 0;
	}
	if (joint->rare) {
		plain_mean(values, n, mean);
		return 0;
	}
	return trimmed_mean(values, n, mean);
}

/* One query by itself. */
static int find_centre(struct joint *joint, size_t q, double *scratch)
{
	const struct predicate_answer *answer = &joint->answers->list[q];
	struct trimmed mean;
	size_t n = 0;
	int error;

	for (size_t r = 0; r < answer->rounds; r++)
		if (isfinite(answer->values[r]))
			scratch[n++] =
				joint->logs ? log(answer->values[r]) : answer->values[r];
	error = average(joint, scratch, n, &mean);
	joint->centres[q] = joint->logs ? exp(mean.mean) : mean.mean;
	return error;
}

static bool is_of_duet(const struct joint *joint, size_t q, const void *duet)
{
	return joint->used[q] && joint->answers->list[q].duet == duet;
}

/* Put a duet's round into values[]; returns whether it has all that is asked for. */
static bool take_round(const struct joint *joint, const void *duet, size_t round,
		       double *values)
{
	for (size_t q = 0; q < TREE_QUERIES; q++) {
		const struct predicate_answer *answer = &joint->answers->list[q];

		if (!is_of_duet(joint, q, duet))
			continue;
		if (round >= answer->rounds || !isfinite(answer->values[round]))
			return false;
		values[q] = answer->values[round];
	}
	return true;
}

static int refuse_round(const struct joint *joint, size_t round)
{
	place_refuse(joint->place, joint->problem, "in round %zu it is no number",
		     round + 1);
	problem_remedy(joint->problem, "where a divisor can be 0, multiply the other side "
				       "by it instead: a < 0.1 * b");
	return -EDOM;
}

/* A distance over rounds. */
struct part {
	struct trimmed mean;
	struct predicate_spread spread;
};

/* The distance over one duet's rounds, the others' at their centres. */
static int over_rounds(const struct joint *joint, const void *duet, size_t rounds,
		       double *scratch, struct part *part)
{
	double values[TREE_QUERIES];
	size_t n = 0;
	int error;

	memcpy(values, joint->centres, sizeof(values));
	for (size_t r = 0; r < rounds; r++) {
		if (!take_round(joint, duet, r, values))
			continue;
		scratch[n] = distance(joint, values);
		if (!isfinite(scratch[n++]))
			return refuse_round(joint, r);
	}
	error = ends_spread(scratch, n, &part->spread);
	return error ? error : average(joint, scratch, n, &part->mean);
}

static void add_means(struct trimmed *sum, const struct trimmed *next, double centre)
{
	struct trimmed negative = *sum;
	size_t values = sum->values < next->values ? sum->values : next->values;

	negative.mean = centre - sum->mean;
	trimmed_difference(&negative, next, sum);
	sum->values = values;
}

/* sum + (next - centre), independent of each other. */
static void add(struct part *sum, const struct part *next, double centre)
{
	add_means(&sum->mean, &next->mean, centre);
	sum->spread.lowest += next->spread.lowest - centre;
	sum->spread.highest += next->spread.highest - centre;
	sum->spread.drift = fmin(sum->spread.drift, next->spread.drift);
	sum->spread.duets++;
}

/* Whether no query before this one is of its duet. */
static bool is_first(const struct joint *joint, size_t q)
{
	for (size_t i = 0; i < q; i++)
		if (is_of_duet(joint, i, joint->answers->list[q].duet))
			return false;
	return true;
}

static int over_duets(const struct joint *joint, double *scratch, struct part *sum)
{
	const struct predicate_answer *list = joint->answers->list;
	double centre = distance(joint, joint->centres);
	bool begun = false;
	int error = 0;

	for (size_t q = 0; q < TREE_QUERIES && !error; q++) {
		struct part next;

		if (!joint->used[q] || !is_first(joint, q))
			continue;
		error = over_rounds(joint, list[q].duet, list[q].rounds, scratch, &next);
		if (error)
			break;
		if (begun)
			add(sum, &next, centre);
		else
			*sum = next;
		begun = true;
	}
	return error;
}

static size_t most_rounds(const struct joint *joint)
{
	size_t most = 1;

	for (size_t q = 0; q < TREE_QUERIES; q++)
		if (joint->used[q] && joint->answers->list[q].rounds > most)
			most = joint->answers->list[q].rounds;
	return most;
}

/* The centres of all queries, which are NaN where one has no round. */
static int find_centres(struct joint *joint, double *scratch, bool *all)
{
	int error = 0;

	*all = true;
	for (size_t q = 0; q < TREE_QUERIES && !error; q++) {
		if (!joint->used[q])
			continue;
		error = find_centre(joint, q, scratch);
		*all = *all && !isnan(joint->centres[q]);
	}
	return error;
}

/* What the metrics may be off by in all rounds, each the other way; to the first order. */
static double resolution(const struct joint *joint)
{
	double values[TREE_QUERIES], centre = distance(joint, joint->centres), sum = 0;

	memcpy(values, joint->centres, sizeof(values));
	for (size_t q = 0; q < TREE_QUERIES; q++) {
		if (!joint->used[q])
			continue;
		values[q] *= 1 + joint->answers->predicate->queries[q].metric->resolution;
		sum += fabs(distance(joint, values) - centre);
		values[q] = joint->centres[q];
	}
	return sum;
}

/* Beyond what a double holds nothing is known, and no table of t is asked. */
static void check_range(struct part *sum)
{
	if (!isfinite(sum->mean.mean) || !isfinite(sum->mean.error) ||
	    !isfinite(sum->mean.freedom) || !isfinite(sum->spread.resolution))
		sum->mean.error = NAN;
}

static int estimate(struct joint *joint, struct part *sum)
{
	double *scratch = malloc(most_rounds(joint) * sizeof(*scratch));
	bool all;
	int error;

	if (!scratch)
		return -ENOMEM;
	*sum = (struct part){.mean = nothing, .spread.drift = 1};
	error = find_centres(joint, scratch, &all);
	if (!error && all)
		error = over_duets(joint, scratch, sum);
	if (!error && all)
		sum->spread.resolution = resolution(joint);
	free(scratch);
	check_range(sum);
	return error;
}

/* What a distance of 0 stands for, and what the quantity is of. */
static void describe(const struct joint *joint, struct predicate_quantity *quantity)
{
	const struct sides *sides = &joint->sides;

	quantity->logs = joint->logs;
	quantity->rare = joint->rare;
	quantity->base = joint->logs ? 1 : 0;
	quantity->dimension = sides->left->dimension;
	quantity->threshold = NAN;
	if (!sides->right)
		return;
	if (sides->known)
		quantity->base = node_value(sides->right, NULL);
	else if (joint->logs)
		quantity->dimension = (struct dimension)DIMENSION_RATIO;
	quantity->threshold = quantity->base;
}

/*
 * Each round's is from 0 to 1, and so is their mean. Against 1e300 rounding leaves nothing
 * of it.
 */
static bool is_share(const struct joint *joint, const struct predicate_quantity *quantity)
{
	const struct sides *sides = &joint->sides;
	const struct predicate_spread *spread = &quantity->spread;

	return joint->rare && sides->left->kind == NODE_METRIC &&
	       (sides->known || !sides->right) && fabs(quantity->base) <= 1 &&
	       spread->lowest + quantity->base >= 0 &&
	       spread->highest + quantity->base <= 1;
}

/* A difference is rounded as what it is made of. */
static void set_rounding(struct predicate_quantity *quantity)
{
	if (!quantity->logs)
		quantity->spread.rounding *=
			fabs(quantity->base) + fabs(quantity->distance.mean);
}

/* One loss that was seen is proof that there are some. */
static bool has_happened(const struct joint *joint,
			 const struct predicate_quantity *quantity)
{
	const struct node *left = joint->sides.left;

	return joint->rare && left->kind == NODE_METRIC && quantity->threshold == 0 &&
	       quantity->distance.mean > 0;
}

int joint_estimate(const struct answers *answers, struct sides sides,
		   struct predicate_quantity *quantity, struct problem *problem)
{
	struct joint joint = {.answers = answers,
			      .sides = sides,
			      .place = quantity->place,
			      .problem = problem};
	struct part sum;
	int error;

	node_mark_queries(sides.left, joint.used);
	node_mark_queries(sides.right, joint.used);
	joint.rare = any_rare(&joint);
	joint.logs = takes_logs(&joint);
	quantity->compared = sides.compared;
	error = estimate(&joint, &sum);
	if (error == -ENOMEM)
		return problem_set(problem, error, "no memory for the rounds");
	if (error)
		return error;
	quantity->distance = sum.mean;
	quantity->spread = sum.spread;
	describe(&joint, quantity);
	set_rounding(quantity);
	quantity->share = is_share(&joint, quantity);
	quantity->happened = has_happened(&joint, quantity);
	return 0;
}
