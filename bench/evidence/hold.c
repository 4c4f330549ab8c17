/* SPDX-License-Identifier: MIT */
/* hold.c - holds a sentence's numbers against those of its predicate. See hold.h. */
#include "bench/evidence/hold.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EQUAL 1e-9	 /* relative: what arithmetic alone makes of the same number */
#define INVERSE 0.01	 /* relative: an inverse has more digits than people write */
#define NUMBER_BYTES 512 /* of a list of numbers in a message */

static bool is_near(double a, double b, double slack)
{
	return fabs(a - b) <= slack + EQUAL * fabs(b);
}

/* A unit of the last digit that is not 0: 100 of 1500, 0.1 of 2.4. */
static double last_digit(double value)
{
	char text[40], *point, *end, *exponent;

	snprintf(text, sizeof(text), "%.9e", fabs(value));
	exponent = strchr(text, 'e');
	point = strchr(text, '.');
	if (!exponent || !point)
		return 0;
	for (end = exponent; end > point + 1 && end[-1] == '0';)
		end--;
	return pow(10, atoi(exponent + 1) - (int)(end - point - 1));
}

/*
 * Whether the threshold is the number, rounded as the author says, and not twice as large.
 * Both in the number's unit.
 */
static bool is_rounded(double number, double threshold, enum rounding rounding)
{
	double step = last_digit(threshold);

	if (rounding == ROUNDED_DOWN)
		return threshold <= number && number - threshold < step;
	if (rounding == ROUNDED_UP)
		return threshold >= number && threshold - number < fmin(step, number);
	return false;
}

/* The number as it would be said of a ratio: "40 % less" is 0.6. */
static double as_ratio(const struct said_number *number)
{
	if (number->quantity != QUANTITY_SHARE || number->direction == DIRECTION_OF)
		return number->value;
	return number->direction == DIRECTION_LESS ? 1 - number->value : 1 + number->value;
}

static bool is_plain(enum quantity quantity)
{
	return quantity == QUANTITY_NUMBER || quantity == QUANTITY_TIMES ||
	       quantity == QUANTITY_SHARE;
}

static bool is_ratio_held(const struct said_number *number, double threshold,
			  enum rounding rounding)
{
	double ratio = as_ratio(number);

	return is_near(ratio, threshold, number->slack) ||
	       is_near(ratio, 1 / threshold, fmin(number->half, ratio * INVERSE)) ||
	       is_rounded(ratio, threshold, rounding) ||
	       is_rounded(ratio, 1 / threshold, rounding);
}

static bool is_held_by(const struct said_number *number, const struct threshold *threshold,
		       enum rounding rounding)
{
	if (is_plain(number->quantity) && is_plain(threshold->quantity))
		return is_ratio_held(number, threshold->value, rounding);
	if (number->quantity != threshold->quantity)
		return false;
	return is_near(number->value, threshold->value, 0) ||
	       is_rounded(number->bare, threshold->value / number->scale, rounding);
}

static bool is_one_of(double value, const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_near(value, values[i], 0))
			return true;
	return false;
}

/*
 * Whether it may be a parameter's value: one that says which case is meant. What compares
 * says what was measured, even where a parameter happens to have its number.
 */
static bool may_be_a_parameter(const struct said_number *number)
{
	return number->quantity != QUANTITY_TIMES &&
	       (number->quantity != QUANTITY_SHARE || number->direction == DIRECTION_OF);
}

/* By thresholds that are sure, or by those that are not. */
static bool is_held_by_any(const struct said_number *number, enum rounding rounding,
			   const struct spoken *spoken, bool unsure)
{
	for (size_t i = 0; i < spoken->threshold_count; i++)
		if (spoken->thresholds[i].unsure == unsure &&
		    is_held_by(number, &spoken->thresholds[i], rounding))
			return true;
	return false;
}

static bool is_held(const struct said_number *number, enum rounding rounding,
		    const struct annotation *claim, const struct spoken *spoken)
{
	if (is_held_by_any(number, rounding, spoken, false))
		return true;
	if (may_be_a_parameter(number) &&
	    is_one_of(number->bare, spoken->parameters, spoken->parameter_count))
		return true;
	return is_one_of(number->bare, claim->besides, claim->besides_count);
}

/* The number in the unit of the threshold that it is rounded to. */
static double said_of(const struct said_number *number, const struct threshold *threshold,
		      enum rounding rounding)
{
	double ratio = as_ratio(number);

	if (!is_plain(number->quantity))
		return number->value;
	return is_rounded(ratio, threshold->value, rounding) ? ratio : 1 / ratio;
}

bool hold_by_rounding(const struct said_number *number, const struct annotation *claim,
		      const struct spoken *spoken, size_t *at, double *said)
{
	if (claim->rounding == ROUNDED_NOT || is_held(number, ROUNDED_NOT, claim, spoken))
		return false;
	for (; *at < spoken->threshold_count; ++*at) {
		const struct threshold *threshold = &spoken->thresholds[*at];

		if (threshold->unsure || !is_held_by(number, threshold, claim->rounding))
			continue;
		*said = said_of(number, threshold, claim->rounding);
		return true;
	}
	return false;
}

/* "2, 1000": what the predicate compares with. */
static void write_thresholds(const struct spoken *spoken, double scale, char *text,
			     size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (size_t i = 0; i < spoken->threshold_count && used < size; i++)
		used += (size_t)snprintf(text + used, size - used, "%s%.6g", i ? ", " : "",
					 spoken->thresholds[i].value / scale);
}

/* It has the number, where it need not be so. */
static int complain_of_unsure(const char *sentence, const struct said_number *number,
			      struct problem *problem)
{
	problem_set(problem, -EINVAL,
		    "the sentence says \"%.*s\", the predicate only under a `not`, or in "
		    "one part of an `or`",
		    (int)number->bytes, sentence + number->start);
	problem_remedy(problem, "compare by itself what is meant, such as a >= 5 instead "
				"of not a < 5; or claim one part");
	return -EINVAL;
}

static int complain(const char *sentence, const struct said_number *number,
		    const struct spoken *spoken, struct problem *problem)
{
	char thresholds[NUMBER_BYTES];
	bool plain = is_plain(number->quantity);

	write_thresholds(spoken, plain ? 1 : number->scale, thresholds, sizeof(thresholds));
	problem_set(problem, -EINVAL, "the sentence says \"%.*s\", the predicate %s%s",
		    (int)number->bytes, sentence + number->start,
		    *thresholds ? "compares with " : "no number", thresholds);
	problem_remedy(
		problem,
		"compare with that number; or mark the claim \"rounded down\" or "
		"\"rounded up\"; or, if it is about something else, \"besides %.9g\"",
		number->bare);
	return -EINVAL;
}

int hold_numbers(const char *sentence, size_t bytes, const struct annotation *claim,
		 const struct spoken *spoken, size_t *where, struct problem *problem)
{
	struct number_reader reader = {.text = sentence, .bytes = bytes};
	struct said_number number;

	while (numbers_next(&reader, &number))
		if (!is_held(&number, claim->rounding, claim, spoken)) {
			*where = number.start;
			if (is_held_by_any(&number, claim->rounding, spoken, true))
				return complain_of_unsure(sentence, &number, problem);
			return complain(sentence, &number, spoken, problem);
		}
	return 0;
}
