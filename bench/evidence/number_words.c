/* SPDX-License-Identifier: MIT */
/* number_words.c - numbers in words. See number_words.h. */
#include "bench/evidence/number_words.h"

#include <string.h>

#include "bench/evidence/number_text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SAID_ALONE 12  /* larger ones count without a unit: "fifty connections" */
#define PERIODIC 0.015 /* relative: "a third" is said by a threshold of 0.33, too */
#define WORD_LEAST 2   /* bytes of a unit behind a word: "one B" is no byte */

/* A word, and what it is worth. */
struct number_word {
	const char *word;
	double value;
};

/* ---- words that are all of a number ---- */

static const struct number_word whole[] = {
	{"half", 0.5},
	{"halved", 0.5},
	{"halves", 0.5},
	{"\u00bd", 0.5},
	{"\u00bc", 0.25},
	{"\u00be", 0.75},
	{"\u2153", 1 / 3.},
	{"\u2154", 2 / 3.},
	{"\u215b", 0.125},
	{"\u2152", 0.1},
	{"twice", 2},
	{"double", 2},
	{"doubled", 2},
	{"doubles", 2},
	{"thrice", 3},
	{"triple", 3},
	{"tripled", 3},
	{"triples", 3},
	{"quadruple", 4},
	{"quadrupled", 4},
	{"quintuple", 5},
	{"an order of magnitude", 10},
	{"orders of magnitude", 100}, /* at least two */
};

/* ---- words that are put together ---- */

static const struct number_word ones[] = {
	{"one", 1},	  {"two", 2},	    {"three", 3},      {"four", 4},
	{"five", 5},	  {"six", 6},	    {"seven", 7},      {"eight", 8},
	{"nine", 9},	  {"ten", 10},	    {"eleven", 11},    {"twelve", 12},
	{"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},   {"sixteen", 16},
	{"eighteen", 18}, {"nineteen", 19}, {"seventeen", 17}, {"twenty", 20},
	{"thirty", 30},	  {"forty", 40},    {"fifty", 50},     {"sixty", 60},
	{"seventy", 70},  {"eighty", 80},   {"ninety", 90},
};

static const struct number_word larger[] = {
	{"hundred", 100},  {"thousand", 1e3},  {"million", 1e6},  {"billion", 1e9},
	{"hundreds", 100}, {"thousands", 1e3}, {"millions", 1e6}, {"billions", 1e9},
	{"dozen", 12},	   {"dozens", 12},     {"tens", 10},
};

/* Of one, and of several with an "s" behind it. */
static const struct number_word parts[] = {
	{"half", 2},	    {"halve", 2},     {"third", 3},	  {"quarter", 4},
	{"fourth", 4},	    {"fifth", 5},     {"sixth", 6},	  {"seventh", 7},
	{"eighth", 8},	    {"ninth", 9},     {"tenth", 10},	  {"twelfth", 12},
	{"twentieth", 20},  {"fiftieth", 50}, {"hundredth", 100}, {"thousandth", 1e3},
	{"millionth", 1e6},
};

/* The word of a list that ends here, be it in "fold" or in this; NULL: none does. */
static const struct number_word *find(const struct number_reader *reader, size_t at,
				      const struct number_word *list, size_t count,
				      const char *behind)
{
	for (size_t i = 0; i < count; i++) {
		size_t end = at + strlen(list[i].word);

		if (!number_has(reader, at, list[i].word))
			continue;
		if (number_has_word(reader, end, "fold") ||
		    (number_has(reader, end, behind) &&
		     !number_name_goes_on(reader, end + strlen(behind))))
			return &list[i];
	}
	return NULL;
}

/* A number while it is read: 250 thousand is 250 until "thousand" comes. */
struct spelled {
	double total, part;
	bool any, plural;
};

static double value_of(const struct spelled *spelled)
{
	return spelled->total + spelled->part;
}

/* Whether ones may follow: "twenty-one", "a hundred fifty". */
static bool takes_ones(const struct spelled *spelled, double ones_value)
{
	double tens = spelled->part - 100 * (double)(long)(spelled->part / 100);

	return tens == 0 || (tens >= 20 && (long)tens % 10 == 0 && ones_value < 10);
}

static void multiply(struct spelled *spelled, double by)
{
	double part = spelled->part > 0 ? spelled->part : 1;

	if (by < 1e3) {
		spelled->part = part * by;
		return;
	}
	if (spelled->part > 0 || spelled->total <= 0)
		spelled->total += part * by;
	else
		spelled->total *= by; /* "a thousand million" */
	spelled->part = 0;
}

/* Where the next word of the number would be. */
static size_t next_word(const struct number_reader *reader, size_t at,
			const struct spelled *spelled)
{
	at = number_skip(reader, at);
	if (spelled->any && number_byte(reader, at) == '-')
		at = number_skip(reader, at + 1);
	if ((spelled->total > 0 || spelled->part >= 100) &&
	    number_has_word(reader, at, "and"))
		at = number_skip(reader, at + strlen("and"));
	if (spelled->plural && number_has_word(reader, at, "of"))
		at = number_skip(reader, at + strlen("of"));
	return at;
}

/* Take one word; returns false: there is none. */
static bool take_one(struct number_reader *reader, struct spelled *spelled)
{
	size_t at = next_word(reader, reader->at, spelled);
	const struct number_word *word = find(reader, at, ones, COUNT(ones), "");

	if (word && takes_ones(spelled, word->value)) {
		spelled->part += word->value;
	} else {
		word = find(reader, at, larger, COUNT(larger), "");
		if (!word)
			return false;
		multiply(spelled, word->value);
		spelled->plural = word->word[strlen(word->word) - 1] == 's';
	}
	spelled->any = true;
	reader->at = at + strlen(word->word);
	return true;
}

/* "a third", "two thirds"; the value is how many of them. */
static bool take_parts(struct number_reader *reader, double value,
		       struct said_number *number)
{
	size_t at = number_skip(reader, reader->at);
	const struct number_word *part;
	const char *behind = value > 1 ? "s" : "";

	if (number_byte(reader, at) == '-')
		at++;
	part = find(reader, at, parts, COUNT(parts), behind);
	if (!part)
		return false;
	number->quantity = QUANTITY_TIMES;
	number->value = number->bare = value / part->value;
	if ((int)part->value % 3 == 0 || (int)part->value == 7)
		number->half = number->slack = PERIODIC * number->value;
	reader->at = at + strlen(part->word) + strlen(behind);
	return true;
}

/* "two and a half times" */
static void take_half(struct number_reader *reader, struct said_number *number)
{
	size_t at = number_skip(reader, reader->at);

	if (!number_has_word(reader, at, "and a half"))
		return;
	number->value += 0.5;
	number->bare = number->value;
	reader->at = at + strlen("and a half");
}

static bool take_unit(struct number_reader *reader, const struct spelled *spelled,
		      struct said_number *number)
{
	struct number_reader ahead = *reader;

	if (spelled->plural) /* "hundreds of times" */
		ahead.at = next_word(reader, reader->at, spelled);
	if (!number_take_unit(&ahead, number, WORD_LEAST))
		return false;
	reader->at = ahead.at;
	return true;
}

static bool take_spelled(struct number_reader *reader, struct said_number *number)
{
	struct spelled spelled = {0};
	size_t start = reader->at;
	bool article =
		number_has_word(reader, start, "a") || number_has_word(reader, start, "an");

	if (article)
		reader->at += number_has_word(reader, start, "a") ? 1 : 2;
	if (article && take_parts(reader, 1, number))
		return true;
	/* "a": one of what is larger */
	if (article &&
	    find(reader, next_word(reader, reader->at, &spelled), ones, COUNT(ones), ""))
		return false;
	while (take_one(reader, &spelled))
		;
	if (!spelled.any)
		return false;
	number->value = number->bare = value_of(&spelled);
	if (take_parts(reader, number->value, number))
		return true;
	take_half(reader, number);
	/* "less than one on the loop" is about a thing */
	return take_unit(reader, &spelled, number) || number->value > SAID_ALONE ||
	       (number->value > 1 && number_is_compared(reader, start));
}

static bool take_whole(struct number_reader *reader, struct said_number *number)
{
	const struct number_word *word = find(reader, reader->at, whole, COUNT(whole), "");

	if (!word)
		return false;
	number->quantity = QUANTITY_TIMES;
	number->value = number->bare = word->value;
	if (word->value * 3 == 1 || word->value * 3 == 2)
		number->half = number->slack = PERIODIC * word->value;
	reader->at += strlen(word->word);
	return true;
}

bool number_words_take(struct number_reader *reader, struct said_number *number)
{
	size_t start = reader->at;

	if (number_name_before(reader, start))
		return false;
	*number = (struct said_number){.start = start, .scale = 1};
	if (!take_whole(reader, number) && !take_spelled(reader, number)) {
		reader->at = start;
		return false;
	}
	number->bytes = reader->at - start;
	return true;
}
