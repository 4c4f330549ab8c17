/* SPDX-License-Identifier: MIT */
/* dimensions.c - truths and numbers, dimensions, and what a crossover is good for. */
#include "bench/evidence/predicate/dimensions.h"

#include <errno.h>

/* The operators, as they are written. */
static const char *const signs[] = {
	[NODE_NEGATE] = "-",   [NODE_ADD] = "+",    [NODE_SUBTRACT] = "-",
	[NODE_MULTIPLY] = "*", [NODE_DIVIDE] = "/", [NODE_LESS] = "<",
	[NODE_AT_MOST] = "<=", [NODE_MORE] = ">",   [NODE_AT_LEAST] = ">=",
	[NODE_NOT] = "not",    [NODE_AND] = "and",  [NODE_OR] = "or",
};

static bool either(const struct node *node, bool (*is)(const struct node *node))
{
	return is(node->left) || is(node->right);
}

static bool is_truth(const struct node *node)
{
	return node->is_truth;
}

static bool is_number(const struct node *node)
{
	return !node->is_truth;
}

static bool is_crossover(const struct node *node)
{
	return node->is_crossover;
}

static int refuse_number(const struct node *node, struct problem *problem)
{
	return place_refuse(node->place, problem,
			    "\"%s\" takes comparisons, and one side is a number",
			    signs[node->kind]);
}

static int refuse_truth(const struct node *node, struct problem *problem)
{
	return place_refuse(node->place, problem,
			    "\"%s\" takes numbers, and one side is true or false",
			    signs[node->kind]);
}

static int refuse_crossover(const struct node *node, struct problem *problem)
{
	return place_refuse(node->place, problem,
			    "a crossover is compared with a number, by itself");
}

static int check_not(struct node *node, struct problem *problem)
{
	if (is_number(node->left))
		return refuse_number(node, problem);
	node->is_truth = true;
	return 0;
}

static int check_minus(struct node *node, struct problem *problem)
{
	if (is_truth(node->left))
		return refuse_truth(node, problem);
	if (is_crossover(node->left))
		return refuse_crossover(node, problem);
	node->dimension = node->left->dimension;
	return 0;
}

static int check_connective(struct node *node, struct problem *problem)
{
	if (either(node, is_number))
		return refuse_number(node, problem);
	node->is_truth = true;
	return 0;
}

static int check_agreement(const struct node *node, struct problem *problem)
{
	struct dimension left = node->left->dimension, right = node->right->dimension;

	if (dimensions_agree(left, right))
		return 0;
	place_refuse(node->place, problem, "\"%s\" has %s on its left and %s on its right",
		     signs[node->kind], dimension_name(left).text,
		     dimension_name(right).text);
	if (left.bare || right.bare)
		problem_remedy(problem, "write a number's unit behind it: 10 ms, 4.3 KiB");
	return -EINVAL;
}

/* Nothing is known of a crossover but between which measured values it lies. */
static int check_crossover(const struct node *node, struct problem *problem)
{
	if (!either(node, is_crossover))
		return 0;
	if (node_compares(node) && !(node->left->is_measured && node->right->is_measured))
		return 0;
	return refuse_crossover(node, problem);
}

static int check_comparison(struct node *node, struct problem *problem)
{
	int error = check_agreement(node, problem);

	if (error)
		return error;
	if (!node->is_measured)
		return place_refuse(node->place, problem,
				    "\"%s\" compares two numbers, and nothing measured",
				    signs[node->kind]);
	node->is_truth = true;
	return 0;
}

static int check_arithmetic(struct node *node, struct problem *problem)
{
	switch (node->kind) {
	case NODE_MULTIPLY:
		node->dimension =
			dimension_product(node->left->dimension, node->right->dimension);
		return 0;
	case NODE_DIVIDE:
		node->dimension =
			dimension_quotient(node->left->dimension, node->right->dimension);
		return 0;
	default:
		node->dimension =
			dimension_of_sum(node->left->dimension, node->right->dimension);
		return check_agreement(node, problem);
	}
}

static int check_binary(struct node *node, struct problem *problem)
{
	int error;

	if (node->kind == NODE_AND || node->kind == NODE_OR)
		return check_connective(node, problem);
	if (either(node, is_truth))
		return refuse_truth(node, problem);
	error = check_crossover(node, problem);
	if (error)
		return error;
	return node_compares(node) ? check_comparison(node, problem)
				   : check_arithmetic(node, problem);
}

int node_check(struct node *node, struct problem *problem)
{
	switch (node->kind) {
	case NODE_NUMBER:
	case NODE_METRIC:
		return 0;
	case NODE_NEGATE:
		node->is_measured = node->left->is_measured;
		return check_minus(node, problem);
	case NODE_NOT:
		node->is_measured = node->left->is_measured;
		return check_not(node, problem);
	default:
		node->is_measured = node->left->is_measured || node->right->is_measured;
		return check_binary(node, problem);
	}
}
