/* SPDX-License-Identifier: MIT */
/* tree.h - a predicate once it is read. For this folder alone. */
#ifndef BENCH_EVIDENCE_PREDICATE_TREE_H
#define BENCH_EVIDENCE_PREDICATE_TREE_H

#include "bench/evidence/predicate/predicate.h"

#define TREE_NODES 256
#define TREE_QUERIES PREDICATE_FACTS
#define TREE_PARAMETERS 64

enum node_kind {
	NODE_NUMBER,
	NODE_METRIC,
	NODE_NEGATE, /* the left */
	NODE_ADD,
	NODE_SUBTRACT,
	NODE_MULTIPLY,
	NODE_DIVIDE,
	NODE_LESS,
	NODE_AT_MOST,
	NODE_MORE,
	NODE_AT_LEAST,
	NODE_NOT, /* the left */
	NODE_AND,
	NODE_OR
};

struct node {
	enum node_kind kind;
	struct place place; /* of its operator */
	const struct node *left, *right;
	double number;
	size_t query; /* of NODE_METRIC: its index */
	struct dimension dimension;
	bool is_truth;	  /* true or false, not a number */
	bool is_measured; /* has a metric in it */
	bool is_crossover;
};

/* Whether a node compares numbers. */
bool node_compares(const struct node *node);

/* A number's node, where the queries come to values[]; NULL where it has none. */
double node_value(const struct node *node, const double *values);

/* Mark which queries a node has in it; NULL has none. */
void node_mark_queries(const struct node *node, bool *used);

/*
 * A comparison with what is measured on its left: the sides, what they are compared as, and
 * whether the right one is a number that is known.
 */
struct sides {
	const struct node *left, *right;
	enum predicate_compared compared;
	bool known;
};

struct sides node_sides(const struct node *comparison);

struct predicate {
	struct node nodes[TREE_NODES];
	size_t node_count;
	const struct node *root;
	struct predicate_query queries[TREE_QUERIES];
	size_t query_count;
	struct named_value parameters[TREE_PARAMETERS];
	struct place parameter_places[TREE_PARAMETERS];
	size_t parameter_count;
	/* Where names are kept, each with its end: a sign follows every one in the text. */
	char names[PREDICATE_BYTES + 1];
	size_t name_bytes;
};

#endif
