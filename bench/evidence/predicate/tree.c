/* SPDX-License-Identifier: MIT */
/* tree.c - what a tree comes to, and what is asked of it. */
#include "bench/evidence/predicate/tree.h"

#include <math.h>
#include <stdlib.h>

bool node_compares(const struct node *node)
{
	return node->kind >= NODE_LESS && node->kind <= NODE_AT_LEAST;
}

double node_value(const struct node *node, const double *values)
{
	switch (node->kind) {
	case NODE_NUMBER:
		return node->number;
	case NODE_METRIC:
		return values ? values[node->query] : NAN;
	case NODE_NEGATE:
		return -node_value(node->left, values);
	case NODE_ADD:
		return node_value(node->left, values) + node_value(node->right, values);
	case NODE_SUBTRACT:
		return node_value(node->left, values) - node_value(node->right, values);
	case NODE_MULTIPLY:
		return node_value(node->left, values) * node_value(node->right, values);
	case NODE_DIVIDE:
		return node_value(node->left, values) / node_value(node->right, values);
	default:
		return NAN; /* a truth is no number */
	}
}

void node_mark_queries(const struct node *node, bool *used)
{
	if (!node)
		return;
	if (node->kind == NODE_METRIC)
		used[node->query] = true;
	node_mark_queries(node->left, used);
	node_mark_queries(node->right, used);
}

static enum predicate_compared compared_by(enum node_kind kind, bool swapped)
{
	switch (kind) {
	case NODE_LESS:
		return swapped ? PREDICATE_MORE : PREDICATE_LESS;
	case NODE_AT_MOST:
		return swapped ? PREDICATE_AT_LEAST : PREDICATE_AT_MOST;
	case NODE_MORE:
		return swapped ? PREDICATE_LESS : PREDICATE_MORE;
	default:
		return swapped ? PREDICATE_AT_MOST : PREDICATE_AT_LEAST;
	}
}

struct sides node_sides(const struct node *comparison)
{
	const struct node *left = comparison->left, *right = comparison->right;
	bool swapped = !left->is_measured;

	return (struct sides){
		.left = swapped ? right : left,
		.right = swapped ? left : right,
		.compared = compared_by(comparison->kind, swapped),
		.known = !left->is_measured || !right->is_measured,
	};
}

void predicate_free(struct predicate *predicate)
{
	free(predicate);
}

bool predicate_is_claim(const struct predicate *predicate)
{
	return predicate->root->is_truth;
}

size_t predicate_queries(const struct predicate *predicate,
			 const struct predicate_query **queries)
{
	*queries = predicate->queries;
	return predicate->query_count;
}

/* ---- bounds ---- */

struct bounds {
	struct predicate_bound *into;
	size_t count, most;
};

/* A number that a side is multiplied with. */
struct factor {
	double value;
	struct dimension dimension;
};

static struct factor factor_of(const struct node *node)
{
	struct factor left, right;

	if (!node->is_measured)
		return (struct factor){node_value(node, NULL), node->dimension};
	if (node->kind != NODE_MULTIPLY && node->kind != NODE_DIVIDE)
		return (struct factor){1, DIMENSION_RATIO};
	left = factor_of(node->left);
	right = factor_of(node->right);
	if (node->kind == NODE_MULTIPLY)
		return (struct factor){left.value * right.value,
				       dimension_product(left.dimension, right.dimension)};
	return (struct factor){left.value / right.value,
			       dimension_quotient(left.dimension, right.dimension)};
}

/* Of `a < 2 * b`, as that of a / b with 2. Returns false: it has no such number. */
static bool find_relative(struct sides sides, struct predicate_bound *bound)
{
	struct factor left = factor_of(sides.left), right = factor_of(sides.right);
	struct dimension dimension = dimension_quotient(right.dimension, left.dimension);

	bound->value = right.value / left.value;
	bound->dimension = (struct dimension)DIMENSION_RATIO;
	bound->relative = true;
	return bound->value > 0 && bound->value != 1 &&
	       dimensions_agree(dimension, bound->dimension);
}

static void add_bound(const struct node *node, bool negated, struct bounds *bounds)
{
	struct sides sides = node_sides(node);
	struct predicate_bound bound = {
		.compared = sides.compared,
		.dimension = sides.left->dimension,
		.place = node->place,
		.negated = negated,
		.sure = !negated,
	};

	if (sides.known)
		bound.value = node_value(sides.right, NULL);
	else if (!find_relative(sides, &bound))
		return;
	if (bounds->count < bounds->most)
		bounds->into[bounds->count] = bound;
	bounds->count++;
}

static bool is_same(const struct predicate_bound *a, const struct predicate_bound *b)
{
	return a->compared == b->compared && a->value == b->value &&
	       dimensions_agree(a->dimension, b->dimension);
}

/* Of the bounds from..to, leave sure what a sure one of others says, too. */
static void keep_common(struct bounds *bounds, size_t from, size_t to, size_t other,
			size_t end)
{
	for (size_t i = from; i < to && i < bounds->most; i++) {
		bool common = false;

		for (size_t o = other; o < end && o < bounds->most; o++)
			common = common || (bounds->into[o].sure &&
					    is_same(&bounds->into[i], &bounds->into[o]));
		bounds->into[i].sure = bounds->into[i].sure && common;
	}
}

static void find_bounds(const struct node *node, bool negated, struct bounds *bounds)
{
	size_t first = bounds->count, second;

	if (node_compares(node)) {
		add_bound(node, negated, bounds);
	} else if (node->kind == NODE_NOT) {
		find_bounds(node->left, !negated, bounds);
	} else if (node->kind == NODE_AND || node->kind == NODE_OR) {
		find_bounds(node->left, negated, bounds);
		second = bounds->count;
		find_bounds(node->right, negated, bounds);
		if ((node->kind == NODE_OR) == negated)
			return; /* both hold; under a `not` those of an `or` (De Morgan) */
		keep_common(bounds, first, second, second, bounds->count);
		keep_common(bounds, second, bounds->count, first, second);
	}
}

size_t predicate_bounds(const struct predicate *predicate, struct predicate_bound *bounds,
			size_t most)
{
	struct bounds found = {bounds, 0, most};

	find_bounds(predicate->root, false, &found);
	return found.count;
}
