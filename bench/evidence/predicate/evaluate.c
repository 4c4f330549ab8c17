/* SPDX-License-Identifier: MIT */
/* evaluate.c - asks for what a predicate needs, and judges by it. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/predicate/crossing.h"
#include "bench/evidence/predicate/joint.h"
#include "bench/evidence/predicate/odds.h"
#include "bench/evidence/predicate/tree.h"

struct evaluation {
	const struct predicate *predicate;
	struct predicate_answer answers[TREE_QUERIES];
	struct predicate_result *result;
	struct problem *problem;
};

/* ---- asking ---- */

void predicate_answer_free(struct predicate_answer *answer)
{
	for (size_t i = 0; i < answer->point_count; i++)
		free(answer->points[i].ratios);
	free(answer->points);
	free(answer->values);
	free(answer->needs);
	*answer = (struct predicate_answer){0};
}

/* Take over what one answer says is missing, unless another one said so. */
static int add_need(struct predicate_result *result, struct predicate_answer *answer)
{
	char **needs;

	for (size_t i = 0; i < result->need_count; i++)
		if (strcmp(result->needs[i], answer->needs) == 0)
			return 0;
	needs = realloc(result->needs, (result->need_count + 1) * sizeof(*needs));
	if (!needs)
		return -ENOMEM;
	result->needs = needs;
	needs[result->need_count++] = answer->needs;
	answer->needs = NULL;
	return 0;
}

static int ask(struct evaluation *evaluation, size_t query, predicate_resolver *resolver,
	       void *context)
{
	struct predicate_answer *answer = &evaluation->answers[query];
	int error = resolver(context, &evaluation->predicate->queries[query], answer,
			     evaluation->problem);

	if (error || !answer->needs)
		return error;
	if (add_need(evaluation->result, answer))
		return problem_set(evaluation->problem, -ENOMEM,
				   "no memory for what is missing");
	return 0;
}

/* ---- judging ---- */

static size_t count_comparisons(const struct node *node)
{
	if (!node)
		return 0;
	return node_compares(node) + count_comparisons(node->left) +
	       count_comparisons(node->right);
}

static struct predicate_quantity *new_quantity(struct evaluation *evaluation,
					       struct place place)
{
	struct predicate_result *result = evaluation->result;

	result->quantities[result->quantity_count] = (struct predicate_quantity){
		.place = place, .spread.drift = 1, .parts_true = 1, .parts_false = 1};
	return &result->quantities[result->quantity_count++];
}

static int estimate_crossover(struct evaluation *evaluation, struct sides sides,
			      struct predicate_quantity *quantity)
{
	quantity->compared = sides.compared;
	quantity->threshold = sides.right ? node_value(sides.right, NULL) : NAN;
	quantity->dimension = sides.left->dimension;
	return crossing_estimate(&evaluation->answers[sides.left->query], quantity,
				 evaluation->problem);
}

static int estimate(struct evaluation *evaluation, struct sides sides, struct place place,
		    struct predicate_quantity **quantity)
{
	struct answers answers = {evaluation->predicate, evaluation->answers};

	*quantity = new_quantity(evaluation, place);
	if (sides.left->is_crossover)
		return estimate_crossover(evaluation, sides, *quantity);
	return joint_estimate(&answers, sides, *quantity, evaluation->problem);
}

/* How many of a claim's parts, one of which would do, a comparison is among. */
struct parts {
	size_t to_be_true, to_be_false;
};

static int judge_comparison(struct evaluation *evaluation, const struct node *node,
			    struct parts parts, struct odds *odds)
{
	struct predicate_quantity *quantity;
	int error = estimate(evaluation, node_sides(node), node->place, &quantity);

	quantity->parts_true = parts.to_be_true;
	quantity->parts_false = parts.to_be_false;
	if (!error)
		*odds = quantity->marks ? crossing_odds(quantity) : odds_of(quantity);
	return error;
}

static int judge(struct evaluation *evaluation, const struct node *node, struct parts parts,
		 struct odds *odds);

static size_t count_joined(const struct node *node, enum node_kind kind)
{
	if (node->kind != kind)
		return 1;
	return count_joined(node->left, kind) + count_joined(node->right, kind);
}

/* All that one connective joins, however its parentheses are. */
static int gather(struct evaluation *evaluation, const struct node *node,
		  enum node_kind kind, struct parts parts, struct odds_joined *joined)
{
	struct odds odds;
	int error;

	if (node->kind == kind) {
		error = gather(evaluation, node->left, kind, parts, joined);
		return error ? error : gather(evaluation, node->right, kind, parts, joined);
	}
	error = judge(evaluation, node, parts, &odds);
	if (!error)
		odds_join(joined, odds);
	return error;
}

static int judge_joined(struct evaluation *evaluation, const struct node *node,
			struct parts parts, struct odds *odds)
{
	struct odds_joined joined = {0};
	size_t count = count_joined(node, node->kind);
	int error;

	if (node->kind == NODE_AND)
		parts.to_be_false *= count;
	else
		parts.to_be_true *= count;
	error = gather(evaluation, node, node->kind, parts, &joined);
	if (!error)
		*odds = node->kind == NODE_AND ? odds_all(&joined) : odds_any(&joined);
	return error;
}

static struct odds judge_order(struct evaluation *evaluation, const struct node *node)
{
	struct predicate_result *result = evaluation->result;
	bool fact = evaluation->answers[node->query].fact;

	result->facts[result->fact_count++] = fact;
	return odds_fact(fact);
}

static int judge(struct evaluation *evaluation, const struct node *node, struct parts parts,
		 struct odds *odds)
{
	struct odds inside;
	int error;

	switch (node->kind) {
	case NODE_METRIC:
		*odds = judge_order(evaluation, node);
		return 0;
	case NODE_NOT:
		error = judge(evaluation, node->left,
			      (struct parts){parts.to_be_false, parts.to_be_true}, &inside);
		if (!error)
			*odds = (struct odds){inside.p_false, inside.p_true};
		return error;
	case NODE_AND:
	case NODE_OR:
		return judge_joined(evaluation, node, parts, odds);
	default:
		return judge_comparison(evaluation, node, parts, odds);
	}
}

/* A claim's comparisons, or a number's value. */
static int judge_all(struct evaluation *evaluation)
{
	const struct node *root = evaluation->predicate->root;
	struct predicate_result *result = evaluation->result;
	struct sides value = {.left = root};
	struct predicate_quantity *quantity;
	struct odds odds;
	int error;

	result->quantities =
		calloc(count_comparisons(root) + 1, sizeof(*result->quantities));
	if (!result->quantities)
		return problem_set(evaluation->problem, -ENOMEM, "no memory for a verdict");
	if (!root->is_truth)
		return estimate(evaluation, value, root->place, &quantity);
	error = judge(evaluation, root, (struct parts){1, 1}, &odds);
	if (error)
		return error;
	result->p_true = odds.p_true;
	result->p_false = odds.p_false;
	return 0;
}

int predicate_evaluate(const struct predicate *predicate, predicate_resolver *resolver,
		       void *context, struct predicate_result *result,
		       struct problem *problem)
{
	struct evaluation evaluation = {
		.predicate = predicate, .result = result, .problem = problem};
	int error = 0;

	*result = (struct predicate_result){.p_true = 1, .p_false = 1};
	for (size_t q = 0; q < predicate->query_count && !error; q++)
		error = ask(&evaluation, q, resolver, context);
	if (!error && !result->need_count)
		error = judge_all(&evaluation);
	for (size_t q = 0; q < predicate->query_count; q++)
		predicate_answer_free(&evaluation.answers[q]);
	if (error)
		predicate_result_free(result);
	return error;
}
