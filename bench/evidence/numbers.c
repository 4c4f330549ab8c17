/* SPDX-License-Identifier: MIT */
/* numbers.c - finds the numbers of a sentence. See numbers.h. */
#include "bench/evidence/numbers.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bench/evidence/comment.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define DIGITS_MOST 32

/* The text that is read, with its end, and where reading is. */
struct text_reader {
	const char *text;
	size_t bytes, at;
};

/* The byte at this place; 0 beyond the ends. */
static char byte_at(const struct text_reader *reader, size_t at)
{
	return at < reader->bytes ? reader->text[at] : '\0';
}

static bool has(const struct text_reader *reader, size_t at, const char *word)
{
	size_t bytes = strlen(word);

	return at + bytes <= reader->bytes &&
	       strncasecmp(reader->text + at, word, bytes) == 0;
}

static bool is_letter(char byte)
{
	return isalnum((unsigned char)byte) || byte == '_';
}

/* ---- units ---- */

struct said_unit {
	const char *name;
	enum quantity quantity;
	double scale;
};

/* Longer names before those that they begin with. */
static const struct said_unit units[] = {
	{"nanoseconds", QUANTITY_TIME, 1},
	{"nanosecond", QUANTITY_TIME, 1},
	{"ns", QUANTITY_TIME, 1},
	{"microseconds", QUANTITY_TIME, 1e3},
	{"microsecond", QUANTITY_TIME, 1e3},
	{"\u00b5s", QUANTITY_TIME, 1e3},
	{"\u03bcs", QUANTITY_TIME, 1e3},
	{"us", QUANTITY_TIME, 1e3},
	{"milliseconds", QUANTITY_TIME, 1e6},
	{"millisecond", QUANTITY_TIME, 1e6},
	{"ms", QUANTITY_TIME, 1e6},
	{"seconds", QUANTITY_TIME, 1e9},
	{"second", QUANTITY_TIME, 1e9},
	{"s", QUANTITY_TIME, 1e9},
	{"minutes", QUANTITY_TIME, 60e9},
	{"minute", QUANTITY_TIME, 60e9},
	{"min", QUANTITY_TIME, 60e9},
	{"bytes", QUANTITY_BYTES, 1},
	{"byte", QUANTITY_BYTES, 1},
	{"B", QUANTITY_BYTES, 1},
	{"KiB", QUANTITY_BYTES, 0x1p10},
	{"MiB", QUANTITY_BYTES, 0x1p20},
	{"GiB", QUANTITY_BYTES, 0x1p30},
	{"kB", QUANTITY_BYTES, 1e3},
	{"MB", QUANTITY_BYTES, 1e6},
	{"GB", QUANTITY_BYTES, 1e9},
	{"%", QUANTITY_SHARE, 0.01},
	{"percent", QUANTITY_SHARE, 0.01},
	{"per cent", QUANTITY_SHARE, 0.01},
	{"times", QUANTITY_TIMES, 1},
	{"-fold", QUANTITY_TIMES, 1},
	{"fold", QUANTITY_TIMES, 1},
	{"\u00d7", QUANTITY_TIMES, 1},
	{"x", QUANTITY_TIMES, 1},
};

static const struct said_unit multipliers[] = {
	{"thousand", QUANTITY_NUMBER, 1e3},
	{"million", QUANTITY_NUMBER, 1e6},
	{"billion", QUANTITY_NUMBER, 1e9},
};

/* The one that stands here and ends here; NULL: none. */
static const struct said_unit *find_unit(const struct text_reader *reader, size_t at,
					 const struct said_unit *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has(reader, at, all[i].name) &&
		    !is_letter(byte_at(reader, at + strlen(all[i].name))))
			return &all[i];
	return NULL;
}

/* Blanks, those that do not break a line among them. */
static size_t skip_blanks(const struct text_reader *reader, size_t at)
{
	for (;;) {
		if (byte_at(reader, at) && strchr(" \t\r\n", byte_at(reader, at)))
			at++;
		else if (has(reader, at, "\u00a0"))
			at += strlen("\u00a0");
		else if (has(reader, at, "\u202f"))
			at += strlen("\u202f");
		else
			return at;
	}
}

/* ---- what follows a number ---- */

static bool has_one_of(const struct text_reader *reader, size_t at,
		       const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has(reader, at, words[i]) &&
		    !is_letter(byte_at(reader, at + strlen(words[i]))))
			return true;
	return false;
}

static enum direction direction_at(const struct text_reader *reader, size_t at)
{
	static const char *const less[] = {"less",   "fewer",	"faster",  "shorter",
					   "sooner", "cheaper", "smaller", "lower",
					   "below",  "under"};
	static const char *const more[] = {"more",   "slower", "longer", "later",
					   "dearer", "larger", "higher", "above",
					   "over",   "greater"};

	at = skip_blanks(reader, at);
	if (has_one_of(reader, at, less, COUNT(less)))
		return DIRECTION_LESS;
	return has_one_of(reader, at, more, COUNT(more)) ? DIRECTION_MORE : DIRECTION_OF;
}

static void scale(struct said_number *number, double factor)
{
	number->value *= factor;
	number->half *= factor;
	number->slack *= factor;
	number->scale *= factor;
}

/* Take a multiplier and a unit behind the number. */
static void take_unit(struct text_reader *reader, struct said_number *number)
{
	size_t at = skip_blanks(reader, reader->at);
	const struct said_unit *unit =
		find_unit(reader, at, multipliers, COUNT(multipliers));

	if (unit) {
		scale(number, unit->scale);
		number->bare = number->value;
		number->scale = 1;
		reader->at = at + strlen(unit->name);
		at = skip_blanks(reader, reader->at);
	}
	unit = find_unit(reader, at, units, COUNT(units));
	if (!unit)
		return;
	number->quantity = unit->quantity;
	scale(number, unit->scale);
	reader->at = at + strlen(unit->name);
	if (unit->quantity == QUANTITY_SHARE)
		number->direction = direction_at(reader, reader->at);
}

/* ---- numbers in digits ---- */

static bool is_digit_at(const struct text_reader *reader, size_t at)
{
	return isdigit((unsigned char)byte_at(reader, at));
}

/* A comma before a group of exactly three digits. */
static bool is_group(const struct text_reader *reader, size_t at)
{
	return byte_at(reader, at) == ',' && is_digit_at(reader, at + 1) &&
	       is_digit_at(reader, at + 2) && is_digit_at(reader, at + 3) &&
	       !is_digit_at(reader, at + 4);
}

/* The digits without their commas. Returns how many of them stand behind the point. */
static int take_digits(struct text_reader *reader, char *digits)
{
	size_t used = 0;
	int decimals = 0;
	bool point = false;

	while (used + 1 < DIGITS_MOST) {
		if (is_digit_at(reader, reader->at)) {
			decimals += point;
		} else if (byte_at(reader, reader->at) == '.' && !point &&
			   is_digit_at(reader, reader->at + 1)) {
			point = true;
		} else if (!point && is_group(reader, reader->at)) {
			reader->at++;
			continue;
		} else {
			break;
		}
		digits[used++] = reader->text[reader->at++];
	}
	digits[used] = '\0';
	return decimals;
}

/* Whether the digits here go on a name: "p99", "x86-64", ".5", "#7". */
static bool is_in_name(const struct text_reader *reader)
{
	char before = reader->at ? reader->text[reader->at - 1] : '\0';
	size_t start = reader->at;

	while (start &&
	       (is_letter(reader->text[start - 1]) || reader->text[start - 1] == '-'))
		start--;
	if (start < reader->at && isalpha((unsigned char)reader->text[start]))
		return true;
	return before == '#' || before == '.';
}

/* Whether the text before it in its line is blank, and a list's sign stands behind it. */
static bool is_of_list(const struct text_reader *reader, size_t start)
{
	while (start && strchr(" \t>", reader->text[start - 1]))
		start--;
	if (start && reader->text[start - 1] != '\n')
		return false;
	return (byte_at(reader, reader->at) == '.' || byte_at(reader, reader->at) == ')') &&
	       byte_at(reader, reader->at + 1) == ' ';
}

/* Take the number that begins here, be it one or not: "3D" is none. */
static bool take_number(struct text_reader *reader, struct said_number *number)
{
	size_t start = reader->at;
	bool named = is_in_name(reader);
	char digits[DIGITS_MOST];
	int decimals = take_digits(reader, digits);
	size_t end = reader->at;

	*number = (struct said_number){.start = start, .scale = 1};
	number->value = number->bare = strtod(digits, NULL);
	number->half = 0.5 * pow(10, -decimals);
	if (named || is_of_list(reader, start) ||
	    (byte_at(reader, end) == '.' && is_digit_at(reader, end + 1)))
		return false;
	take_unit(reader, number);
	if (reader->at == end && is_letter(byte_at(reader, end)))
		return false; /* "3D" */
	number->bytes = reader->at - start;
	return true;
}

/* ---- numbers in words ---- */

static const struct said_word {
	const char *word;
	enum quantity quantity;
	double value;
	double slack; /* "a third" is said by a threshold of 0.33, too */
} words[] = {
	{"half", QUANTITY_TIMES, 0.5, 0},
	{"a third", QUANTITY_TIMES, 1 / 3., 0.005},
	{"a quarter", QUANTITY_TIMES, 0.25, 0},
	{"a fifth", QUANTITY_TIMES, 0.2, 0},
	{"a tenth", QUANTITY_TIMES, 0.1, 0},
	{"twice", QUANTITY_TIMES, 2, 0},
	{"double", QUANTITY_TIMES, 2, 0},
	{"thrice", QUANTITY_TIMES, 3, 0},
	{"triple", QUANTITY_TIMES, 3, 0},
	{"two times", QUANTITY_TIMES, 2, 0},
	{"three times", QUANTITY_TIMES, 3, 0},
	{"four times", QUANTITY_TIMES, 4, 0},
	{"five times", QUANTITY_TIMES, 5, 0},
	{"ten times", QUANTITY_TIMES, 10, 0},
	{"tenfold", QUANTITY_TIMES, 10, 0},
	{"a hundred times", QUANTITY_TIMES, 100, 0},
	{"hundredfold", QUANTITY_TIMES, 100, 0},
	{"a thousand times", QUANTITY_TIMES, 1000, 0},
	{"thousandfold", QUANTITY_TIMES, 1000, 0},
};

static bool take_word(struct text_reader *reader, struct said_number *number)
{
	size_t start = reader->at;

	if (start && is_letter(reader->text[start - 1]))
		return false;
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t bytes = strlen(words[i].word);

		if (!has(reader, start, words[i].word) ||
		    is_letter(byte_at(reader, start + bytes)))
			continue;
		*number = (struct said_number){
			.quantity = words[i].quantity,
			.value = words[i].value,
			.bare = words[i].value,
			.half = words[i].slack,
			.slack = words[i].slack,
			.scale = 1,
			.start = start,
			.bytes = bytes,
		};
		reader->at += bytes;
		return true;
	}
	return false;
}

/* ---- what is no text ---- */

/* How many bytes from here to behind the end; 0: it does not begin so, or has no end. */
static size_t enclosed(const struct text_reader *reader, const char *begin, const char *end)
{
	const char *from = reader->text + reader->at, *found;
	size_t skip = strlen(begin), rest = reader->bytes - reader->at;

	if (!has(reader, reader->at, begin))
		return 0;
	found = memmem(from + skip, rest - skip, end, strlen(end));
	return found ? (size_t)(found - from) + strlen(end) : 0;
}

/* The bytes of code, of a comment, of a tag, of a link's address that begin here. */
static size_t hidden(const struct text_reader *reader)
{
	size_t bytes = enclosed(reader, "<!--", "-->");

	if (!bytes && byte_at(reader, reader->at) == '`') {
		bytes = comment_code_bytes(reader->text + reader->at);
		if (bytes > reader->bytes - reader->at)
			bytes = reader->bytes - reader->at;
	}
	if (!bytes)
		bytes = enclosed(reader, "](", ")");
	if (!bytes && byte_at(reader, reader->at) == '<' &&
	    (is_letter(byte_at(reader, reader->at + 1)) ||
	     byte_at(reader, reader->at + 1) == '/'))
		bytes = enclosed(reader, "<", ">");
	return bytes;
}

size_t numbers_read(const char *sentence, size_t bytes, struct said_number *numbers,
		    size_t most)
{
	struct text_reader reader = {sentence, bytes, 0};
	struct said_number number;
	size_t count = 0;

	while (reader.at < bytes && count < most) {
		size_t skipped = hidden(&reader), before = reader.at;
		bool found = false;

		if (skipped)
			reader.at += skipped;
		else if (is_digit_at(&reader, reader.at))
			found = take_number(&reader, &number);
		else
			found = take_word(&reader, &number);
		if (found)
			numbers[count++] = number;
		else if (reader.at == before)
			reader.at++;
	}
	return count;
}
