/* SPDX-License-Identifier: MIT */
/*
 * parser.c - from tokens to a tree: levels of operators, the loosest first. What others
 * need of it is predicate_parse, in predicate.h; docs/predicates.md has the grammar.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/predicate/call.h"
#include "bench/evidence/predicate/dimensions.h"
#include "bench/evidence/predicate/lexer.h"
#include "bench/evidence/predicate/tree.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define DEPTH_MOST 400 /* levels inside of one another: parentheses take seven */

enum level {
	LEVEL_OR,
	LEVEL_AND,
	LEVEL_NOT,
	LEVEL_COMPARE,
	LEVEL_SUM,
	LEVEL_PRODUCT,
	LEVELS
};

struct infix {
	enum level level;
	enum node_kind kind;
	int token;
	const char *word; /* of TOKEN_NAME */
};

static const struct infix infixes[] = {
	{LEVEL_OR, NODE_OR, TOKEN_NAME, "or"},
	{LEVEL_AND, NODE_AND, TOKEN_NAME, "and"},
	{LEVEL_COMPARE, NODE_LESS, '<', NULL},
	{LEVEL_COMPARE, NODE_AT_MOST, TOKEN_AT_MOST, NULL},
	{LEVEL_COMPARE, NODE_MORE, '>', NULL},
	{LEVEL_COMPARE, NODE_AT_LEAST, TOKEN_AT_LEAST, NULL},
	{LEVEL_SUM, NODE_ADD, '+', NULL},
	{LEVEL_SUM, NODE_SUBTRACT, '-', NULL},
	{LEVEL_PRODUCT, NODE_MULTIPLY, '*', NULL},
	{LEVEL_PRODUCT, NODE_DIVIDE, '/', NULL},
};

struct parser {
	struct lexer lexer;
	struct predicate *predicate;
	size_t depth;
};

/* Functions that read a part of the text return its node, or NULL with the problem. */
static const struct node *read_level(struct parser *parser, enum level level);

static const struct node *refuse(const struct parser *parser, struct place place,
				 const char *what)
{
	place_refuse(place, parser->lexer.problem, "%s", what);
	return NULL;
}

/* The token that stands where it cannot. */
static const struct node *refuse_token(const struct parser *parser, const char *expected)
{
	const struct token *token = &parser->lexer.token;

	if (token->kind == TOKEN_END)
		place_refuse(token->place, parser->lexer.problem,
			     "the predicate ends where there should be %s", expected);
	else
		place_refuse(token->place, parser->lexer.problem,
			     "\"%.*s\" stands where there should be %s",
			     (int)(token->length < 40 ? token->length : 40), token->text,
			     expected);
	if (token->kind == '=')
		problem_remedy(
			parser->lexer.problem,
			"what is measured never is equal: compare by <, <=, > or >=");
	return NULL;
}

static bool skip(struct parser *parser)
{
	return lexer_read(&parser->lexer) == 0;
}

static const struct node *add(struct parser *parser, struct node node)
{
	struct predicate *predicate = parser->predicate;
	struct node *added = &predicate->nodes[predicate->node_count];

	if (predicate->node_count == TREE_NODES)
		return refuse(parser, node.place, "the predicate is too long from here on");
	*added = node;
	if (node_check(added, parser->lexer.problem))
		return NULL;
	predicate->node_count++;
	return added;
}

static const struct node *read_number(struct parser *parser)
{
	struct token token = parser->lexer.token;

	if (!skip(parser))
		return NULL;
	return add(parser, (struct node){.kind = NODE_NUMBER,
					 .place = token.place,
					 .number = token.number,
					 .dimension = token.dimension});
}

static const struct node *read_call(struct parser *parser)
{
	struct place place = parser->lexer.token.place;
	int query = call_read(&parser->lexer, parser->predicate);
	const struct metric *metric;

	if (query < 0)
		return NULL;
	metric = parser->predicate->queries[query].metric;
	return add(parser, (struct node){.kind = NODE_METRIC,
					 .place = place,
					 .query = (size_t)query,
					 .dimension = metric->dimension,
					 .is_truth = metric->takes == TAKES_EVENTS,
					 .is_measured = true,
					 .is_crossover = metric->takes == TAKES_SWEEP});
}

static const struct node *read_parentheses(struct parser *parser)
{
	const struct node *inside;

	if (!skip(parser))
		return NULL;
	inside = read_level(parser, LEVEL_OR);
	if (!inside)
		return NULL;
	if (parser->lexer.token.kind != ')')
		return refuse_token(parser, "an operator or \")\"");
	return skip(parser) ? inside : NULL;
}

/* "not" and "-", and what they stand before. */
static const struct node *read_prefix(struct parser *parser, enum node_kind kind,
				      enum level level)
{
	struct place place = parser->lexer.token.place;
	const struct node *operand;

	if (!skip(parser))
		return NULL;
	operand = read_level(parser, level);
	if (!operand)
		return NULL;
	return add(parser, (struct node){.kind = kind, .place = place, .left = operand});
}

static const struct node *read_factor(struct parser *parser)
{
	switch (parser->lexer.token.kind) {
	case TOKEN_NUMBER:
		return read_number(parser);
	case '(':
		return read_parentheses(parser);
	case '-':
		return read_prefix(parser, NODE_NEGATE, LEVELS);
	case TOKEN_NAME:
		if (!lexer_at_word(&parser->lexer, "and") &&
		    !lexer_at_word(&parser->lexer, "or") &&
		    !lexer_at_word(&parser->lexer, "not"))
			return read_call(parser);
		break;
	default:
		break;
	}
	return refuse_token(parser, "a metric, a number or \"(\"");
}

static const struct infix *infix_at(const struct parser *parser, enum level level)
{
	const struct lexer *lexer = &parser->lexer;

	for (size_t i = 0; i < COUNT(infixes); i++) {
		const struct infix *infix = &infixes[i];

		if (infix->level != level || infix->token != lexer->token.kind)
			continue;
		if (!infix->word || lexer_at_word(lexer, infix->word))
			return infix;
	}
	return NULL;
}

/* Operators of one level, from left to right. Comparisons do not chain. */
static const struct node *read_chain(struct parser *parser, enum level level)
{
	const struct node *left = read_level(parser, level + 1);
	const struct infix *infix = NULL;

	while (left && (infix = infix_at(parser, level))) {
		struct node node = {.kind = infix->kind,
				    .place = parser->lexer.token.place,
				    .left = left};

		if (level == LEVEL_COMPARE && node_compares(left))
			return refuse(parser, node.place,
				      "comparisons do not chain: write a < b and b < c");
		node.right = skip(parser) ? read_level(parser, level + 1) : NULL;
		left = node.right ? add(parser, node) : NULL;
	}
	return left;
}

static const struct node *read_level(struct parser *parser, enum level level)
{
	const struct node *node;

	if (parser->depth == DEPTH_MOST)
		return refuse(parser, parser->lexer.token.place, "this is nested too deep");
	parser->depth++;
	if (level == LEVELS)
		node = read_factor(parser);
	else if (level == LEVEL_NOT && lexer_at_word(&parser->lexer, "not"))
		node = read_prefix(parser, NODE_NOT, LEVEL_NOT);
	else
		node = read_chain(parser, level);
	parser->depth--;
	return node;
}

static int read_all(struct parser *parser)
{
	const struct node *root = skip(parser) ? read_level(parser, LEVEL_OR) : NULL;

	if (!root)
		return -EINVAL;
	if (parser->lexer.token.kind != TOKEN_END) {
		refuse_token(parser, "an operator or the end");
		return -EINVAL;
	}
	if (!root->is_measured)
		return place_refuse(root->place, parser->lexer.problem,
				    "nothing measured is in it");
	parser->predicate->root = root;
	return 0;
}

int predicate_parse(const char *text, struct place at, struct predicate **predicate,
		    struct problem *problem)
{
	struct parser parser = {
		.lexer = {.next = text, .place = at, .problem = problem},
	};
	int error;

	if (strlen(text) > PREDICATE_BYTES)
		return place_refuse(at, problem, "a predicate has at most %d bytes",
				    PREDICATE_BYTES);
	parser.predicate = calloc(1, sizeof(*parser.predicate));
	if (!parser.predicate)
		return problem_set(problem, -ENOMEM, "no memory for a predicate");
	error = read_all(&parser);
	if (error)
		predicate_free(parser.predicate);
	else
		*predicate = parser.predicate;
	return error;
}
