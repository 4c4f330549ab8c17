/* SPDX-License-Identifier: MIT */
/* numbers.c - finds the numbers of a sentence. See numbers.h. */
#include "bench/evidence/numbers.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/comment.h"
#include "bench/evidence/number_text.h"
#include "bench/evidence/number_words.h"

#define DIGITS_MOST 48
#define GROUP 3 /* digits between separators of thousands */

/* ---- digits ---- */

static bool is_digit_at(const struct number_reader *reader, size_t at)
{
	size_t bytes;

	return number_digit(reader, at, &bytes) >= 0;
}

/* How many digits stand here, as far as it matters whether they are a group. */
static size_t count_digits(const struct number_reader *reader, size_t at)
{
	size_t count = 0, bytes;

	while (count <= GROUP && number_digit(reader, at, &bytes) >= 0) {
		at += bytes;
		count++;
	}
	return count;
}

/* Digits as they are read: without separators, all of one alphabet. */
struct digits {
	char text[DIGITS_MOST];
	size_t used;
	int decimals; /* behind the point */
	bool version; /* of several points: "3.11.2" */
};

static void push(struct digits *digits, char sign)
{
	if (digits->used + 1 < DIGITS_MOST)
		digits->text[digits->used++] = sign;
	digits->text[digits->used] = '\0';
}

static bool is_point(const struct number_reader *reader, size_t at)
{
	return number_byte(reader, at) == '.' && is_digit_at(reader, at + 1);
}

/* Read the digits; without their points where there are several. */
static void take_digits(struct number_reader *reader, struct digits *digits, bool points)
{
	bool point = false;
	size_t bytes;
	int digit;

	*digits = (struct digits){0};
	for (;;) {
		size_t separator = number_separator(reader, reader->at);

		digit = number_digit(reader, reader->at, &bytes);
		if (digit >= 0) {
			push(digits, (char)('0' + digit));
			digits->decimals += point;
			reader->at += bytes;
		} else if (is_point(reader, reader->at)) {
			digits->version = point;
			if (point && points)
				return;
			if (points)
				push(digits, '.');
			point = points;
			reader->at++;
		} else if (separator && !point &&
			   count_digits(reader, reader->at + separator) == GROUP) {
			reader->at += separator;
		} else {
			return;
		}
	}
}

/* "1e6": returns what the digits are to be multiplied with. */
static double take_exponent(struct number_reader *reader)
{
	size_t at = reader->at + 1;
	bool minus = number_byte(reader, at) == '-';
	int exponent = 0;

	if (tolower((unsigned char)number_byte(reader, reader->at)) != 'e')
		return 1;
	at += minus || number_byte(reader, at) == '+';
	for (; isdigit((unsigned char)number_byte(reader, at)) && exponent < 999; at++)
		exponent = 10 * exponent + (reader->text[at] - '0');
	if (!exponent || number_name_goes_on(reader, at))
		return 1;
	reader->at = at;
	return pow(10, minus ? -exponent : exponent);
}

/* The raised digit here, or -1. */
static int raised_digit(const struct number_reader *reader)
{
	static const char *const raised[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3",
					     "\u2074", "\u2075", "\u2076", "\u2077",
					     "\u2078", "\u2079"};

	for (int i = 0; i < 10; i++)
		if (number_has(reader, reader->at, raised[i]))
			return i;
	return -1;
}

/* The power behind a number, as in ten to the 6; 1: there is none. */
static double take_power(struct number_reader *reader)
{
	double power = 0;
	int digit = raised_digit(reader);

	if (digit < 0)
		return 1;
	for (; digit >= 0; digit = raised_digit(reader)) {
		power = 10 * power + digit;
		reader->at += digit > 0 && digit < 4 ? 2 : 3; /* bytes of UTF-8 */
	}
	return power;
}

/* ---- numbers in digits ---- */

/* How much digits look like the end of a name. */
enum named {
	NAMED_NOT,
	NAMED_PERHAPS, /* "utf-8"; but "utf-8 times" is a number */
	NAMED	       /* "p99", "#7" */
};

/* Whether an "x" before the digits says "times". */
static bool is_times_before(const struct number_reader *reader, size_t at)
{
	static const char *const words[] = {"factor of ", "factor ", "\u00d7", "&times;"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t bytes = strlen(words[i]);

		if (at >= bytes && number_has(reader, at - bytes, words[i]))
			return true;
	}
	return at && (reader->text[at - 1] == 'x' || reader->text[at - 1] == 'X') &&
	       !number_name_before(reader, at - 1);
}

static enum named name_before(const struct number_reader *reader, size_t at)
{
	char before = at ? reader->text[at - 1] : '\0';
	size_t start = at;

	if (before == '#' || number_name_before(reader, at))
		return NAMED;
	if (before == '.')
		return NAMED_PERHAPS;
	if (before != '-' || number_is_compared(reader, at))
		return NAMED_NOT;
	while (start && (isalnum((unsigned char)reader->text[start - 1]) ||
			 strchr("_-", reader->text[start - 1])))
		start--;
	return isalpha((unsigned char)reader->text[start]) ? NAMED_PERHAPS : NAMED_NOT;
}

/* Processors are called so. */
static bool is_processor(const char *digits)
{
	return strcmp(digits, "86") == 0 || strcmp(digits, "64") == 0 ||
	       strcmp(digits, "32") == 0;
}

/* Whether the text before it in its line is blank, and a list's sign stands behind it. */
static bool is_of_list(const struct number_reader *reader, size_t start)
{
	while (start && strchr(" \t>", reader->text[start - 1]))
		start--;
	if (start && reader->text[start - 1] != '\n')
		return false;
	return (number_byte(reader, reader->at) == '.' ||
		number_byte(reader, reader->at) == ')') &&
	       number_byte(reader, reader->at + 1) == ' ';
}

static void read_value(struct number_reader *reader, const struct digits *digits,
		       struct said_number *number)
{
	double exponent = take_exponent(reader);
	double value = strtod(digits->text, NULL) * exponent;

	number->value = number->bare = pow(value, take_power(reader));
	number->half = 0.5 * pow(10, -digits->decimals) * exponent;
	number->scale = 1;
}

/* Only what says of what it is, is one, of digits that look like a name. */
static bool tells(const struct said_number *number)
{
	return number->quantity == QUANTITY_TIMES || number->quantity == QUANTITY_SHARE;
}

/* Take the number that begins here, be it one or not: "3D" is none. */
static bool take_number(struct number_reader *reader, struct said_number *number)
{
	size_t start = reader->at, end;
	bool times = is_times_before(reader, start), united;
	enum named named = times ? NAMED_NOT : name_before(reader, start);
	struct digits digits;

	*number = (struct said_number){.start = start};
	take_digits(reader, &digits, true);
	if (digits.version) {
		reader->at = start;
		take_digits(reader, &digits, false);
		named = NAMED_PERHAPS;
	}
	if (is_of_list(reader, start))
		return false;
	if (times && reader->text[start - 1] != ' ' && is_processor(digits.text))
		named = NAMED;
	read_value(reader, &digits, number);
	end = reader->at;
	united = number_take_unit(reader, number, 1);
	number->bytes = reader->at - start;
	if (times && !united)
		number->quantity = QUANTITY_TIMES;
	if (reader->at == end && number_name_goes_on(reader, end))
		return false; /* "3D" */
	return named == NAMED_NOT || (named == NAMED_PERHAPS && tells(number));
}

/* Whether a number begins here: digits, or a point before them. */
static bool begins_number(const struct number_reader *reader)
{
	char before = reader->at ? reader->text[reader->at - 1] : ' ';

	if (is_digit_at(reader, reader->at))
		return true;
	return is_point(reader, reader->at) && strchr(" \t\r\n(*_~<>", before);
}

/* ---- what is no text ---- */

/* The span of code that begins here. */
static size_t code_bytes(const struct number_reader *reader)
{
	size_t bytes = comment_code_bytes(reader->text + reader->at);

	return bytes < reader->bytes - reader->at ? bytes : reader->bytes - reader->at;
}

/* How many of these bytes are the mark that opens it. */
static size_t mark_bytes(const struct number_reader *reader, size_t bytes)
{
	size_t mark = 0;

	while (mark < bytes && reader->text[reader->at + mark] == '`')
		mark++;
	return mark;
}

/* Whether a span of code is a number and nothing else, and so is read as one. */
static bool is_number_in_code(const struct number_reader *reader, size_t bytes)
{
	size_t mark = mark_bytes(reader, bytes);
	struct number_reader inside = {reader->text, reader->at + bytes - mark,
				       reader->at + mark, 0};
	struct said_number number;

	if (bytes < 2 * mark)
		return false;
	while (number_byte(&inside, inside.at) &&
	       strchr(" ~<>=+x", number_byte(&inside, inside.at)))
		inside.at++;
	return begins_number(&inside) && take_number(&inside, &number) &&
	       number_skip(&inside, inside.at) == inside.bytes;
}

/* The bytes of code, of a comment, of a tag, of a link's address that begin here. */
static size_t hidden(struct number_reader *reader)
{
	size_t bytes;

	if (number_byte(reader, reader->at) != '`') {
		bytes = number_tag(reader, reader->at);
		return bytes ? bytes : number_enclosed(reader, reader->at, "](", ")");
	}
	if (reader->at < reader->code_end)
		return 1; /* the mark behind a number */
	bytes = code_bytes(reader);
	if (!is_number_in_code(reader, bytes))
		return bytes;
	reader->code_end = reader->at + bytes;
	return mark_bytes(reader, bytes);
}

bool numbers_next(struct number_reader *reader, struct said_number *number)
{
	while (reader->at < reader->bytes) {
		size_t skipped = hidden(reader), before = reader->at;
		bool found = false;

		if (skipped)
			reader->at += skipped;
		else if (begins_number(reader))
			found = take_number(reader, number);
		else
			found = number_words_take(reader, number);
		if (found)
			return true;
		if (reader->at == before)
			reader->at++;
	}
	return false;
}
