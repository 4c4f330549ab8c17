/* SPDX-License-Identifier: MIT */
/* value.c - writes a value. See value.h. */
#include "bench/evidence/value.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/amount.h"
#include "bench/evidence/holm.h"
#include "bench/evidence/resolve.h"
#include "bench/evidence/source.h"

struct valuing {
	FILE *file;
	struct place place;
	struct predicate *predicate;
	struct amount_style style;
	struct problem *problem;
	char *needs; /* of the first machine that has no value */
	size_t written;
};

/* Split EXPRESSION [FORMAT] at its last bracket; the format is "" without one. */
static const char *split(char *text)
{
	size_t bytes = strlen(text);
	char *bracket = strrchr(text, '[');

	if (!bracket || text[bytes - 1] != ']')
		return "";
	text[bytes - 1] = '\0';
	*bracket = '\0';
	return bracket + 1;
}

/* Put the place before a problem that has none. */
static int place_problem(struct valuing *valuing, int error)
{
	struct problem what = *valuing->problem;

	place_refuse(valuing->place, valuing->problem, "%s", what.text);
	if (*what.remedy)
		problem_remedy(valuing->problem, "%s", what.remedy);
	return error;
}

static int read_text(struct valuing *valuing, const char *text)
{
	char *copy = strdup(text);
	const char *format = copy ? split(copy) : NULL;
	int error = copy ? amount_read_style(format, &valuing->style, valuing->problem)
			 : problem_set(valuing->problem, -ENOMEM, "out of memory");

	if (error == -EINVAL)
		place_problem(valuing, error);
	if (!error)
		error = predicate_parse(copy, valuing->place, &valuing->predicate,
					valuing->problem);
	free(copy);
	if (error)
		return error;
	if (!predicate_is_claim(valuing->predicate))
		return 0;
	predicate_free(valuing->predicate);
	valuing->predicate = NULL;
	return place_refuse(valuing->place, valuing->problem,
			    "a value is a number, and this is true or false");
}

static int write_quantity(struct valuing *valuing,
			  const struct predicate_quantity *quantity)
{
	const struct number_unit *unit = valuing->style.unit;

	if (unit && !amount_has_unit(quantity->dimension, unit))
		return place_refuse(valuing->place, valuing->problem,
				    "the value is of %s, and %s is not",
				    dimension_name(quantity->dimension).text, unit->name);
	if (valuing->written)
		fputs(" / ", valuing->file);
	amount_write_quantity(valuing->file, quantity, EVIDENCE_LEVEL, &valuing->style);
	valuing->written++;
	return 0;
}

static void write_sources(FILE *file, const struct scope *scope)
{
	for (size_t i = 0; i < scope->used_count; i++) {
		fputs("<!-- ", file);
		source_write(file, scope->used[i]);
		fputs(" -->", file);
	}
}

/*
 * The number is what it is; whoever reads it is to know that the report claims nothing of
 * it.
 */
static void write_doubt(FILE *file, const struct scope *scope)
{
	if (*scope->doubt)
		fprintf(file, " (not to be trusted)<!-- %s -->", scope->doubt);
}

static int write_machine(struct valuing *valuing, struct scope *scope)
{
	struct predicate_result result;
	int error = evidence_ask(valuing->predicate, scope, &result, valuing->problem);

	if (error)
		return error;
	if (result.need_count && !valuing->needs)
		valuing->needs = strdup(result.needs[0]);
	if (!result.need_count && result.quantity_count)
		error = write_quantity(valuing, result.quantities);
	if (!error && !result.need_count) {
		write_doubt(valuing->file, scope);
		write_sources(valuing->file, scope);
	}
	predicate_result_free(&result);
	return error;
}

static int write_all(struct valuing *valuing, const struct library *library,
		     const struct scope_names *names)
{
	const char *machines[LIBRARY_MACHINES] = {NULL};
	size_t count = library_machines(library, machines, LIBRARY_MACHINES);
	int error = 0;

	for (size_t i = 0; i < (count ? count : 1) && !error; i++) {
		struct scope scope = {
			.library = library, .machine = machines[i], .names = names};

		error = write_machine(valuing, &scope);
	}
	if (error || valuing->written)
		return error;
	place_refuse(valuing->place, valuing->problem, "not measured");
	if (valuing->needs)
		problem_remedy(valuing->problem, "%s", valuing->needs);
	return -ENODATA;
}

int value_write(FILE *file, const struct annotation *annotation,
		const struct library *library, const struct scope_names *names,
		struct problem *problem)
{
	struct valuing valuing = {
		.file = file,
		.place = {annotation->line, annotation->column},
		.problem = problem,
	};
	int error = read_text(&valuing, annotation->text);

	if (!error)
		error = write_all(&valuing, library, names);
	predicate_free(valuing.predicate);
	free(valuing.needs);
	return error;
}
