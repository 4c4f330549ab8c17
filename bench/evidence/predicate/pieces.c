/* SPDX-License-Identifier: MIT */
/* pieces.c - how a claim is put together. */
#include "bench/evidence/predicate/tree.h"

struct pieces {
	enum predicate_piece *into;
	size_t count;
};

static void add(struct pieces *pieces, enum predicate_piece piece)
{
	if (pieces->count < PREDICATE_PIECES)
		pieces->into[pieces->count++] = piece;
}

static bool joins(const struct node *node)
{
	return node->kind == NODE_AND || node->kind == NODE_OR;
}

static void find(const struct node *node, struct pieces *pieces);

/* In parentheses, unless it goes on as what is around it. */
static void find_inside(const struct node *node, enum node_kind around,
			struct pieces *pieces)
{
	bool apart = joins(node) && node->kind != around;

	if (apart)
		add(pieces, PREDICATE_OPEN);
	find(node, pieces);
	if (apart)
		add(pieces, PREDICATE_CLOSE);
}

static void find(const struct node *node, struct pieces *pieces)
{
	if (node->kind == NODE_NOT) {
		add(pieces, PREDICATE_NOT);
		find_inside(node->left, NODE_NOT, pieces);
	} else if (joins(node)) {
		find_inside(node->left, node->kind, pieces);
		add(pieces, node->kind == NODE_AND ? PREDICATE_AND : PREDICATE_OR);
		find_inside(node->right, node->kind, pieces);
	} else {
		add(pieces, node_compares(node) ? PREDICATE_COMPARISON : PREDICATE_ORDER);
	}
}

size_t predicate_pieces(const struct predicate *predicate, enum predicate_piece *pieces)
{
	struct pieces found = {pieces, 0};

	find(predicate->root, &found);
	return found.count;
}
