/* SPDX-License-Identifier: MIT */
/* spoken.c - holds a sentence against its predicate. See spoken.h. */
#include "bench/evidence/spoken.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/hold.h"

#define THRESHOLDS_MOST 128 /* no predicate has more comparisons */
#define PARAMETERS_MOST 64

static enum quantity quantity_of(struct dimension dimension)
{
	if (dimension.time == 1 && !dimension.bytes && !dimension.count)
		return QUANTITY_TIME;
	if (dimension.bytes == 1 && !dimension.time && !dimension.count)
		return QUANTITY_BYTES;
	return QUANTITY_NUMBER;
}

/* What a predicate says, with what it is read into. */
struct spoken_room {
	struct spoken spoken;
	struct predicate_bound bounds[THRESHOLDS_MOST]; /* of the thresholds, one each */
	struct threshold thresholds[THRESHOLDS_MOST];
	double parameters[PARAMETERS_MOST];
};

static size_t read_thresholds(const struct predicate *predicate, struct spoken_room *room)
{
	size_t count = predicate_bounds(predicate, room->bounds, THRESHOLDS_MOST);

	count = count < THRESHOLDS_MOST ? count : THRESHOLDS_MOST;
	for (size_t i = 0; i < count; i++)
		room->thresholds[i] = (struct threshold){
			.quantity = quantity_of(room->bounds[i].dimension),
			.value = room->bounds[i].value,
			.unsure = !room->bounds[i].sure,
		};
	return count;
}

static size_t read_parameters(const struct predicate *predicate, double *parameters)
{
	const struct predicate_query *queries;
	size_t count = 0, query_count = predicate_queries(predicate, &queries);

	for (size_t q = 0; q < query_count; q++)
		for (size_t i = 0; i < queries[q].parameter_count; i++)
			if (count < PARAMETERS_MOST)
				parameters[count++] =
					(double)queries[q].parameters[i].value;
	return count;
}

static void read_spoken(const struct predicate *predicate, struct spoken_room *room)
{
	room->spoken = (struct spoken){
		.thresholds = room->thresholds,
		.threshold_count = read_thresholds(predicate, room),
		.parameters = room->parameters,
		.parameter_count = read_parameters(predicate, room->parameters),
	};
}

/* The sentence with blanks instead of the values in it: to be freed. */
static char *copy_sentence(const struct document *document, const struct annotation *claim)
{
	char *copy = strndup(document->text + claim->start, claim->end - claim->start);

	for (size_t i = 0; i < document->count && copy; i++) {
		const struct annotation *value = &document->annotations[i];

		if (value->from >= claim->start && value->to <= claim->end)
			memset(copy + (value->from - claim->start), ' ',
			       value->to - value->from);
	}
	return copy;
}

/* Of a byte of the document. */
static struct place place_of(const struct document *document, size_t byte)
{
	struct place place = {1, 1};

	for (size_t i = 0; i < byte; i++)
		if (document->text[i] == '\n')
			place = (struct place){place.line + 1, 1};
		else
			place.column += annotation_begins_character(document->text[i]);
	return place;
}

int spoken_check(const struct document *document, const struct annotation *claim,
		 const struct predicate *predicate, struct problem *problem)
{
	char *sentence = copy_sentence(document, claim);
	struct spoken_room room;
	struct problem what;
	size_t where;
	int error;

	if (!sentence)
		return problem_set(problem, -ENOMEM, "out of memory");
	read_spoken(predicate, &room);
	error = hold_numbers(sentence, strlen(sentence), claim, &room.spoken, &where,
			     &what);
	free(sentence);
	if (!error)
		return 0;
	place_refuse(place_of(document, claim->start + where), problem, "%s", what.text);
	problem_remedy(problem, "%s", what.remedy);
	return error;
}

/* ---- rounded numbers and what was measured ---- */

/* What was measured of a bound: of the same place. */
static const struct predicate_quantity *find_quantity(const struct predicate_bound *bound,
						      const struct predicate_result *result)
{
	for (size_t i = 0; i < result->quantity_count; i++)
		if (result->quantities[i].place.line == bound->place.line &&
		    result->quantities[i].place.column == bound->place.column)
			return &result->quantities[i];
	return NULL;
}

/* Whether the whole interval lies on the side of the number that was not claimed. */
static bool is_outside(const struct predicate_bound *bound, double said,
		       const struct predicate_result *result, double level)
{
	const struct predicate_quantity *quantity = find_quantity(bound, result);
	struct estimate interval;

	if (!quantity || (bound->relative && !quantity->logs))
		return false;
	if (bound->relative) /* compared with 1, as a / (2 * b) */
		said /= bound->value;
	interval = predicate_interval(quantity, level);
	if (bound->compared == PREDICATE_MORE || bound->compared == PREDICATE_AT_LEAST)
		return interval.high < said;
	return interval.low > said;
}

/* Whether it is outside by all thresholds that it was rounded to. */
static bool is_beyond(const struct said_number *number, const struct annotation *claim,
		      const struct spoken_room *room, const struct predicate_result *result,
		      double level)
{
	bool beyond = false;
	double said;

	for (size_t at = 0; hold_by_rounding(number, claim, &room->spoken, &at, &said);
	     at++) {
		beyond = is_outside(&room->bounds[at], said, result, level);
		if (!beyond)
			return false;
	}
	return beyond;
}

int spoken_is_beyond(const struct document *document, const struct annotation *claim,
		     const struct predicate *predicate,
		     const struct predicate_result *result, double level)
{
	struct number_reader reader = {0};
	struct said_number number;
	struct spoken_room room;
	char *sentence;
	bool beyond = false;

	if (claim->rounding == ROUNDED_NOT)
		return false;
	sentence = copy_sentence(document, claim);
	if (!sentence)
		return -ENOMEM;
	reader = (struct number_reader){.text = sentence, .bytes = strlen(sentence)};
	read_spoken(predicate, &room);
	while (!beyond && numbers_next(&reader, &number))
		beyond = is_beyond(&number, claim, &room, result, level);
	free(sentence);
	return beyond;
}
