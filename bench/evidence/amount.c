/* SPDX-License-Identifier: MIT */
/* amount.c - values as text. See amount.h. */
#include "bench/evidence/amount.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/protocol/nearest.h"
#include "bench/report/format.h"

#define BLANKS " \t\r\n"
#define WORD_MOST 32
#define DIGITS_MOST 9
#define EXACT 1e-9     /* relative: what is as good as equal */
#define PER_SECOND 1e9 /* of what is a rate a ns */

/* ---- reading a style ---- */

static int refuse_word(const char *word, struct problem *problem)
{
	struct nearest nearest = {.wanted = word};
	const char *const *names;
	size_t count = unit_names(&names);

	nearest_try(&nearest, "interval");
	nearest_try(&nearest, "number");
	nearest_try(&nearest, "2 digits");
	for (size_t i = 0; i < count; i++)
		nearest_try(&nearest, names[i]);
	problem_set(problem, -EINVAL, "unknown format \"%s\"", word);
	if (nearest.name)
		problem_remedy(problem, "did you mean \"%s\"?", nearest.name);
	else
		problem_remedy(
			problem,
			"there are: interval, number, 2 digits, and units such as KiB");
	return -EINVAL;
}

static int take_word(const char *word, struct amount_style *style, struct problem *problem)
{
	char *end;
	long digits = strtol(word, &end, 10);

	if (strcmp(word, "interval") == 0)
		style->interval = true;
	else if (strcmp(word, "number") == 0)
		style->number = true;
	else if (end > word && digits > 0 && digits <= DIGITS_MOST &&
		 (strcmp(end, " digits") == 0 || strcmp(end, " digit") == 0))
		style->digits = (int)digits;
	else if (!(style->unit = unit_find(word, strlen(word))))
		return refuse_word(word, problem);
	return 0;
}

int amount_read_style(const char *words, struct amount_style *style,
		      struct problem *problem)
{
	int error = 0;

	*style = (struct amount_style){0};
	words += strspn(words, BLANKS);
	while (*words && !error) {
		char word[WORD_MOST];
		size_t bytes = strcspn(words, ","), next = bytes + (words[bytes] == ',');

		while (bytes && strchr(BLANKS, words[bytes - 1]))
			bytes--;
		bytes = bytes < WORD_MOST ? bytes : WORD_MOST - 1;
		memcpy(word, words, bytes);
		word[bytes] = '\0';
		error = take_word(word, style, problem);
		words += next;
		words += strspn(words, BLANKS);
	}
	return error;
}

/* ---- writing ---- */

static bool is_of(struct dimension dimension, int time, int bytes)
{
	return dimension.time == time && dimension.bytes == bytes && !dimension.count;
}

bool amount_has_unit(struct dimension dimension, const struct number_unit *unit)
{
	return dimensions_agree(dimension, unit->dimension);
}

/* The unit that fits, and how much one of it is. */
static struct unit choose_unit(double value, struct dimension dimension,
			       const struct amount_style *style)
{
	if (style->unit)
		return (struct unit){style->unit->name, style->unit->worth};
	if (is_of(dimension, 1, 0))
		return format_unit(fabs(value));
	if (is_of(dimension, 0, 1))
		return format_unit_bytes(fabs(value));
	if (is_of(dimension, -1, 0))
		return (struct unit){"/s", 1 / PER_SECOND};
	return (struct unit){"", 1};
}

/* The decimals that show so many significant digits; negative: to tens, and so on. */
static int decimals_of(double value, int digits)
{
	return value == 0 ? 0 : digits - 1 - (int)floor(log10(fabs(value)));
}

/* Whether so many decimals say all of it. */
static bool is_exact(double number, int decimals)
{
	double power = pow(10, decimals);

	return fabs(round(number * power) / power - number) <= EXACT * fabs(number);
}

/*
 * All digits, not three, of a number that somebody wrote, or that was counted; of what has
 * no end, or is tiny, so many that it is told from others.
 */
static struct text write_exact(double number)
{
	struct text text;
	int decimals = 0;

	while (decimals < DIGITS_MOST && !is_exact(number, decimals))
		decimals++;
	if (is_exact(number, decimals) || !isfinite(number))
		return format_fixed(number, decimals);
	snprintf(text.text, sizeof(text.text), "%.*g", DIGITS_MOST, number);
	return text;
}

static struct text write_number(const struct estimate *value, double worth,
				const struct amount_style *style)
{
	double number = value->value / worth;

	if (style->exact)
		return write_exact(number);
	if (style->digits && isfinite(number))
		return format_fixed(number, decimals_of(number, style->digits));
	return format_number(number);
}

void amount_write(FILE *file, const struct estimate *value, struct dimension dimension,
		  const struct amount_style *style)
{
	struct unit unit = choose_unit(value->value, dimension, style);
	bool blank = *unit.name && *unit.name != '/';

	if (style->interval && isfinite(value->low) && isfinite(value->high))
		fputs(format_interval(value->value / unit.ns, value->low / unit.ns,
				      value->high / unit.ns)
			      .text,
		      file);
	else
		fputs(write_number(value, unit.ns, style).text, file);
	if (!style->number)
		fprintf(file, "%s%s", blank ? " " : "", unit.name);
}

/* The measured values between which the contestant begins to cost less. */
static void write_crossover(FILE *file, const struct estimate *bracket)
{
	if (!isfinite(bracket->high))
		fprintf(file, "more than %s", write_exact(bracket->low).text);
	else if (bracket->low <= 0)
		fprintf(file, "at most %s", write_exact(bracket->high).text);
	else
		fprintf(file, "%s to %s", write_exact(bracket->low).text,
			write_exact(bracket->high).text);
}

void amount_write_quantity(FILE *file, const struct predicate_quantity *quantity,
			   double level, const struct amount_style *style)
{
	struct estimate value = predicate_interval(quantity, level);

	if (quantity->mark_count)
		write_crossover(file, &value);
	else
		amount_write(file, &value, quantity->dimension, style);
}
