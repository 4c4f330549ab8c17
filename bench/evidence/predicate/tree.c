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

struct bounds {
	struct predicate_bound *into;
	size_t count, most;
};

static void add_bound(const struct node *node, bool negated, struct bounds *bounds)
{
	struct sides sides = node_sides(node);

	if (!sides.known)
		return;
	if (bounds->count < bounds->most)
		bounds->into[bounds->count] = (struct predicate_bound){
			.compared = sides.compared,
			.value = node_value(sides.right, NULL),
			.dimension = sides.left->dimension,
			.place = node->place,
			.negated = negated,
		};
	bounds->count++;
}

static void find_bounds(const struct node *node, bool negated, struct bounds *bounds)
{
	if (node_compares(node)) {
		add_bound(node, negated, bounds);
	} else if (node->kind == NODE_NOT) {
		find_bounds(node->left, !negated, bounds);
	} else if (node->kind == NODE_AND || node->kind == NODE_OR) {
		find_bounds(node->left, negated, bounds);
		find_bounds(node->right, negated, bounds);
	}
}

size_t predicate_bounds(const struct predicate *predicate, struct predicate_bound *bounds,
			size_t most)
{
	struct bounds found = {bounds, 0, most};

	find_bounds(predicate->root, false, &found);
	return found.count;
}
