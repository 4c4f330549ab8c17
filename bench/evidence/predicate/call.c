/* SPDX-License-Identifier: MIT */
/* call.c - names, strings and parameters between parentheses. */
#include "bench/evidence/predicate/call.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define WORDS 4
#define INTEGER_MOST 9007199254740992.0 /* doubles tell all integers up to here apart */

struct call {
	struct lexer *lexer;
	struct predicate *predicate;
	struct predicate_query *query;
	struct predicate_word words[WORDS];
	size_t word_count;
};

static int refuse(const struct call *call, const char *what)
{
	place_refuse(call->lexer->token.place, call->lexer->problem, "%s", what);
	problem_remedy(call->lexer->problem, "for example: %s",
		       call->query->metric->example);
	return -EINVAL;
}

/*
 * Copy a name to where it has an end of its own; NULL: there is no room, which cannot be.
 */
static const char *keep(struct predicate *predicate, const struct token *token)
{
	char *name = predicate->names + predicate->name_bytes;

	if (token->length + 1 > sizeof(predicate->names) - predicate->name_bytes)
		return NULL;
	memcpy(name, token->text, token->length);
	name[token->length] = 0;
	predicate->name_bytes += token->length + 1;
	return name;
}

static int add_word(struct call *call, const char *text, struct place place)
{
	if (call->query->parameter_count)
		return place_refuse(place, call->lexer->problem,
				    "\"%s\" has to stand before the parameters", text);
	if (call->word_count == WORDS)
		return place_refuse(place, call->lexer->problem,
				    "\"%s\" is one name too many", text);
	call->words[call->word_count++] = (struct predicate_word){text, place};
	return 0;
}

/* A number behind "=", perhaps negative. The last token is then the one after it. */
static int read_integer(struct call *call, int64_t *value)
{
	struct lexer *lexer = call->lexer;
	bool negative;
	double number;
	int error = lexer_read(lexer);

	negative = !error && lexer->token.kind == '-';
	if (negative)
		error = lexer_read(lexer);
	if (error)
		return error;
	number = lexer->token.number;
	if (lexer->token.kind != TOKEN_NUMBER)
		return refuse(call, "a parameter has a number");
	if (number != rint(number) || number > INTEGER_MOST)
		return refuse(call, "a parameter has a whole number, of ns or bytes");
	*value = (int64_t)(negative ? -number : number);
	return lexer_read(lexer);
}

static int add_parameter(struct call *call, const char *name, struct place place)
{
	struct predicate *predicate = call->predicate;
	struct predicate_query *query = call->query;
	struct named_value *value = &predicate->parameters[predicate->parameter_count];

	if (named_value_find(query->parameters, query->parameter_count, name))
		return place_refuse(place, call->lexer->problem,
				    "the parameter \"%s\" is given twice", name);
	if (predicate->parameter_count == TREE_PARAMETERS)
		return place_refuse(place, call->lexer->problem, "more than %d parameters",
				    TREE_PARAMETERS);
	predicate->parameter_places[predicate->parameter_count++] = place;
	query->parameter_count++;
	value->name = name;
	return read_integer(call, &value->value);
}

static int read_argument(struct call *call)
{
	struct token token = call->lexer->token;
	const char *name;
	int error;

	if (token.kind != TOKEN_NAME && token.kind != TOKEN_STRING)
		return refuse(call, "a name is missing here");
	name = keep(call->predicate, &token);
	if (!name)
		return refuse(call, "too many names");
	error = lexer_read(call->lexer);
	if (error)
		return error;
	if (token.kind == TOKEN_NAME && call->lexer->token.kind == '=')
		return add_parameter(call, name, token.place);
	return add_word(call, name, token.place);
}

/* From the token behind "(" to the one behind ")". */
static int read_arguments(struct call *call)
{
	int error = read_argument(call);

	while (!error && call->lexer->token.kind == ',') {
		error = lexer_read(call->lexer);
		if (!error)
			error = read_argument(call);
	}
	if (error)
		return error;
	if (call->lexer->token.kind != ')')
		return refuse(call, "a comma or a closing parenthesis is missing here");
	return lexer_read(call->lexer);
}

static int refuse_number(const struct call *call, const char *takes)
{
	const struct metric *metric = call->query->metric;

	place_refuse(call->query->place, call->lexer->problem,
		     "%s takes %s, and has %zu names", metric->name, takes,
		     call->word_count);
	problem_remedy(call->lexer->problem, "for example: %s", metric->example);
	return -EINVAL;
}

static int take_contestant(struct call *call)
{
	if (call->word_count != 2)
		return refuse_number(call, "a workload and a contestant");
	call->query->workload = call->words[0];
	call->query->contestant = call->words[1];
	return 0;
}

static int take_sweep(struct call *call)
{
	if (call->word_count != 4)
		return refuse_number(call,
				     "a workload, a parameter of it and two contestants");
	call->query->workload = call->words[0];
	call->query->parameter = call->words[1];
	call->query->contestant = call->words[2];
	call->query->other = call->words[3];
	return 0;
}

static int take_events(struct call *call)
{
	size_t named = call->word_count == 4 ? 2 : 0;

	if (call->word_count != 2 && call->word_count != 4)
		return refuse_number(call, "two events, or workload, contestant and those");
	if (named) {
		call->query->workload = call->words[0];
		call->query->contestant = call->words[1];
	}
	call->query->first = call->words[named];
	call->query->second = call->words[named + 1];
	return 0;
}

static int take_words(struct call *call)
{
	switch (call->query->metric->takes) {
	case TAKES_SWEEP:
		return take_sweep(call);
	case TAKES_EVENTS:
		return take_events(call);
	default:
		return take_contestant(call);
	}
}

/* The name, which is the last token, and that a query has room. */
static int start(struct call *call)
{
	struct lexer *lexer = call->lexer;
	struct predicate *predicate = call->predicate;
	const char *name = keep(predicate, &lexer->token);

	if (predicate->query_count == TREE_QUERIES || !name) {
		place_refuse(lexer->token.place, lexer->problem,
			     "a predicate asks for at most %d numbers", TREE_QUERIES);
		return -EINVAL;
	}
	call->query = &predicate->queries[predicate->query_count];
	*call->query = (struct predicate_query){
		.metric = metric_find(name),
		.place = lexer->token.place,
		.parameters = predicate->parameters + predicate->parameter_count,
		.parameter_places =
			predicate->parameter_places + predicate->parameter_count,
	};
	if (!call->query->metric) {
		place_refuse_name(lexer->token.place, lexer->problem, "metric", name,
				  metric_names, METRICS);
		return -EINVAL;
	}
	return lexer_read(lexer);
}

int call_read(struct lexer *lexer, struct predicate *predicate)
{
	struct call call = {.lexer = lexer, .predicate = predicate};
	int error = start(&call);

	if (error)
		return error;
	if (lexer->token.kind != '(')
		return refuse(&call, "an opening parenthesis is missing here");
	error = lexer_read(lexer);
	if (!error)
		error = read_arguments(&call);
	if (!error)
		error = take_words(&call);
	return error ? error : (int)predicate->query_count++;
}
