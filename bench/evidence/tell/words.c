/* SPDX-License-Identifier: MIT */
/* words.c - opinions in words. See words.h. */
#include "bench/evidence/tell/words.h"

#include "bench/evidence/amount.h"
#include "bench/evidence/rounds.h"

const char *words_sign(enum claim_verdict verdict)
{
	static const char *const signs[CLAIM_VERDICTS] = {
		[CLAIM_SUPPORTED] = "✓",
		[CLAIM_REFUTED] = "✕",
		[CLAIM_INCONCLUSIVE] = "?",
		[CLAIM_UNMEASURED] = "–",
	};

	return signs[verdict];
}

const char *words_compared(enum predicate_compared compared)
{
	switch (compared) {
	case PREDICATE_LESS:
		return "<";
	case PREDICATE_AT_MOST:
		return "≤";
	case PREDICATE_MORE:
		return ">";
	case PREDICATE_AT_LEAST:
		return "≥";
	default:
		return "";
	}
}

static void write_quantity(FILE *file, const struct predicate_quantity *quantity,
			   double level, bool negated)
{
	struct amount_style measured = {.interval = true}, exact = {.exact = true};
	struct estimate threshold = {.value = quantity->threshold};

	amount_write_quantity(file, quantity, level, &measured);
	if (quantity->compared == PREDICATE_VALUE)
		return;
	fprintf(file, ", claimed %s%s ", negated ? "not " : "",
		words_compared(quantity->compared));
	amount_write(file, &threshold, quantity->dimension, &exact);
}

static void write_order(FILE *file, bool fact, bool negated)
{
	fputs(fact ? "in this order" : "not in this order", file);
	fputs(negated ? ", claimed not" : "", file);
}

/* A claim while it is told. */
struct telling {
	FILE *file;
	const struct opinion *opinion;
	size_t quantity, fact; /* that come next */
	bool negated;	       /* a `not` applies to what comes next */
};

static void write_piece(struct telling *telling, enum predicate_piece piece)
{
	const struct predicate_result *result = &telling->opinion->result;
	static const char *const words[] = {
		[PREDICATE_AND] = "; and ",
		[PREDICATE_OR] = "; or ",
		[PREDICATE_OPEN] = "(",
		[PREDICATE_CLOSE] = ")",
	};
	bool negated = telling->negated;

	telling->negated = piece == PREDICATE_NOT && !negated;
	if (piece == PREDICATE_COMPARISON)
		write_quantity(telling->file, &result->quantities[telling->quantity++],
			       telling->opinion->level, negated);
	else if (piece == PREDICATE_ORDER)
		write_order(telling->file, result->facts[telling->fact++], negated);
	else if (piece != PREDICATE_NOT)
		fprintf(telling->file, "%s%s", negated ? "not " : "", words[piece]);
}

/* Whether one order after the other was so, or was not: said once. */
static bool is_said_next(const struct telling *telling, const enum predicate_piece *pieces,
			 size_t left)
{
	const bool *facts = telling->opinion->result.facts + telling->fact;

	return left > 2 && !telling->negated && pieces[0] == PREDICATE_ORDER &&
	       pieces[1] == PREDICATE_AND && pieces[2] == PREDICATE_ORDER &&
	       facts[0] == facts[1];
}

static void write_pieces(FILE *file, const struct opinion *opinion)
{
	enum predicate_piece pieces[PREDICATE_PIECES];
	size_t count = predicate_pieces(opinion->predicate, pieces);
	struct telling telling = {.file = file, .opinion = opinion};

	for (size_t i = 0; i < count; i++) {
		if (is_said_next(&telling, pieces + i, count - i)) {
			telling.fact++;
			i++;
		} else {
			write_piece(&telling, pieces[i]);
		}
	}
}

/* What to run, and why what was run already is of no use. */
static void write_needs(FILE *file, const struct opinion *opinion)
{
	const struct predicate_result *result = &opinion->result;
	char why[2 * SCOPE_DOUBT];

	for (size_t i = 0; i < result->need_count; i++)
		fprintf(file, "%s%s", i ? "; " : "needs: ", result->needs[i]);
	if (scope_refused(&opinion->scope, why, sizeof(why)))
		fprintf(file, "; %s", why);
}

/* The rounds that a quantity has; of a crossover, those at its first value. */
static size_t rounds_of(const struct predicate_quantity *quantity)
{
	return quantity->mark_count ? quantity->marks[0].log_ratio.values
				    : quantity->distance.values;
}

size_t words_rounds(const struct opinion *opinion, size_t claims)
{
	struct rounds_aim aim = rounds_aim_default(claims);
	size_t most = 0;

	for (size_t i = 0; i < opinion->result.quantity_count; i++) {
		const struct predicate_quantity *quantity = &opinion->result.quantities[i];
		size_t needed = rounds_needed(quantity, &aim);

		if (needed > rounds_of(quantity) && needed > most)
			most = needed;
	}
	return most;
}

/* By which files an order was judged. */
static void write_traces(FILE *file, const struct scope *scope)
{
	for (size_t i = 0; i < scope->trace_count; i++)
		fprintf(file, "%s%s", i ? ", " : "; traced in ", scope->traces[i]->path);
}

void words_write_opinion(FILE *file, const struct opinion *opinion, size_t claims)
{
	const struct predicate_result *result = &opinion->result;
	size_t rounds;

	if (result->need_count) {
		write_needs(file, opinion);
		return;
	}
	write_pieces(file, opinion);
	if (opinion->beyond)
		fputs("; the sentence's own number is not in that", file);
	write_traces(file, &opinion->scope);
	if (*opinion->scope.doubt)
		fprintf(file, "; not to be trusted: %s", opinion->scope.doubt);
	if (opinion->otherwise)
		fprintf(file, "; %s says otherwise", opinion->otherwise->results.path);
	if (opinion->verdict != CLAIM_INCONCLUSIVE)
		return;
	rounds = words_rounds(opinion, claims);
	if (rounds)
		fprintf(file, "; %zu rounds would tell a difference of 20 %%", rounds);
	else
		fputs("; too near to tell", file);
}

void words_write_counts(FILE *file, const struct check *check)
{
	const char *before = ": ";

	fprintf(file, "%zu claim%s", check->count, check->count == 1 ? "" : "s");
	for (enum claim_verdict v = 0; v < CLAIM_VERDICTS; v++) {
		size_t doubtful = check_count_doubtful(check, v);

		if (!check_count(check, v))
			continue;
		fprintf(file, "%s%zu %s", before, check_count(check, v),
			claim_verdict_names[v]);
		if (doubtful)
			fprintf(file, ", %zu of them " WORDS_DOUBTFUL, doubtful);
		before = doubtful ? "; " : ", ";
	}
}
