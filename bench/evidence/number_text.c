/* SPDX-License-Identifier: MIT */
/* number_text.c - what stands where in a sentence. See number_text.h. */
#include "bench/evidence/number_text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bench/report/utf8.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

char number_byte(const struct number_reader *reader, size_t at)
{
	return at < reader->bytes ? reader->text[at] : '\0';
}

bool number_has(const struct number_reader *reader, size_t at, const char *word)
{
	size_t bytes = strlen(word);

	return at + bytes <= reader->bytes &&
	       strncasecmp(reader->text + at, word, bytes) == 0;
}

bool number_has_word(const struct number_reader *reader, size_t at, const char *word)
{
	return number_has(reader, at, word) &&
	       !number_name_goes_on(reader, at + strlen(word));
}

static bool is_alnum_at(const struct number_reader *reader, size_t at)
{
	return isalnum((unsigned char)number_byte(reader, at));
}

bool number_name_goes_on(const struct number_reader *reader, size_t at)
{
	while (number_byte(reader, at) == '_')
		at++;
	return is_alnum_at(reader, at);
}

bool number_name_before(const struct number_reader *reader, size_t at)
{
	while (at && reader->text[at - 1] == '_')
		at--;
	return at && is_alnum_at(reader, at - 1);
}

/* ---- digits ---- */

/* The code point here, and how many bytes it has; what is no UTF-8 is the replacement's. */
static uint32_t code_point(const struct number_reader *reader, size_t at, size_t *bytes)
{
	uint32_t point = 0;

	*bytes = at < reader->bytes ? utf8_next(reader->text + at, &point) : 1;
	return point;
}

/* The same of "&#57;", which is rendered as one. */
static uint32_t reference(const struct number_reader *reader, size_t at, size_t *bytes)
{
	uint32_t point = 0;
	size_t end = at + strlen("&#");

	if (!number_has(reader, at, "&#"))
		return 0;
	for (; isdigit((unsigned char)number_byte(reader, end)) && point < 0x110000; end++)
		point = 10 * point + (uint32_t)(reader->text[end] - '0');
	*bytes = end + 1 - at;
	return number_byte(reader, end) == ';' ? point : 0;
}

int number_digit(const struct number_reader *reader, size_t at, size_t *bytes)
{
	/* Unicode 15: the zeros of ASCII, Arabic, Persian, Devanagari, full width */
	static const uint32_t zeros[] = {'0', 0x660, 0x6f0, 0x966, 0xff10};
	/* mathematical ones: bold, double, sans, sans bold, of one width */
	const uint32_t first = 0x1d7ce, last = 0x1d7ff;
	uint32_t point = number_byte(reader, at) == '&' ? reference(reader, at, bytes)
							: code_point(reader, at, bytes);

	for (size_t i = 0; i < COUNT(zeros); i++)
		if (point >= zeros[i] && point < zeros[i] + 10)
			return (int)(point - zeros[i]);
	return point >= first && point <= last ? (int)((point - first) % 10) : -1;
}

/* ---- what is not seen ---- */

/* The bytes of the first of these that stands here. */
static size_t any_of(const struct number_reader *reader, size_t at,
		     const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (number_has(reader, at, words[i]))
			return strlen(words[i]);
	return 0;
}

size_t number_separator(const struct number_reader *reader, size_t at)
{
	static const char *const separators[] = {
		",", "_", "'", "\u2019", "\u00a0", "\u202f", "\u2009", "&nbsp;", "&thinsp;",
	};

	return any_of(reader, at, separators, COUNT(separators));
}

size_t number_enclosed(const struct number_reader *reader, size_t at, const char *begin,
		       const char *end)
{
	const char *from = reader->text + at, *found;
	size_t skip = strlen(begin);

	if (!number_has(reader, at, begin))
		return 0;
	found = memmem(from + skip, reader->bytes - at - skip, end, strlen(end));
	return found ? (size_t)(found - from) + strlen(end) : 0;
}

size_t number_tag(const struct number_reader *reader, size_t at)
{
	size_t bytes = number_enclosed(reader, at, "<!--", "-->");

	if (!bytes && number_byte(reader, at) == '<' &&
	    (isalpha((unsigned char)number_byte(reader, at + 1)) ||
	     number_byte(reader, at + 1) == '/'))
		bytes = number_enclosed(reader, at, "<", ">");
	return bytes;
}

size_t number_skip(const struct number_reader *reader, size_t at)
{
	static const char *const unseen[] = {
		" ",	  "\t",	    "\r",     "\n",	"*",	    "`",
		"\u00a0", "\u202f", "\u2009", "&nbsp;", "&thinsp;",
	};
	size_t bytes;

	do {
		bytes = any_of(reader, at, unseen, COUNT(unseen));
		if (!bytes)
			bytes = number_tag(reader, at);
		if (!bytes && number_byte(reader, at) == '_' &&
		    !number_name_goes_on(reader, at))
			bytes = 1;
		at += bytes;
	} while (bytes);
	return at;
}

/* ---- what is around a number ---- */

/* Whether the word ends here, with what may stand between it and a number. */
static bool has_before(const struct number_reader *reader, size_t at, const char *word)
{
	size_t bytes = strlen(word);

	while (at && strchr(" \t\r\n-*_`~", reader->text[at - 1]))
		at--;
	return at >= bytes && number_has(reader, at - bytes, word) &&
	       !number_name_before(reader, at - bytes);
}

bool number_is_compared(const struct number_reader *reader, size_t start)
{
	static const char *const words[] = {
		"than",	  "least", "most",    "over",	"under",  "above",  "below",
		"beyond", "by",	   "exactly", "nearly", "almost", "within", "about",
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (has_before(reader, start, words[i]))
			return true;
	return false;
}

static enum direction direction_at(const struct number_reader *reader, size_t at)
{
	static const char *const less[] = {"less",   "fewer",	"faster",  "shorter",
					   "sooner", "cheaper", "smaller", "lower",
					   "below",  "under"};
	static const char *const more[] = {"more",   "slower", "longer", "later",
					   "dearer", "larger", "higher", "above",
					   "over",   "greater"};

	at = number_skip(reader, at);
	for (size_t i = 0; i < COUNT(less); i++)
		if (number_has_word(reader, at, less[i]))
			return DIRECTION_LESS;
	for (size_t i = 0; i < COUNT(more); i++)
		if (number_has_word(reader, at, more[i]))
			return DIRECTION_MORE;
	return DIRECTION_OF;
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
	{"hours", QUANTITY_TIME, 3600e9},
	{"hour", QUANTITY_TIME, 3600e9},
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
	{"fold", QUANTITY_TIMES, 1},
	{"\u00d7", QUANTITY_TIMES, 1},
	{"&times;", QUANTITY_TIMES, 1},
	{"x", QUANTITY_TIMES, 1},
	{"kx", QUANTITY_TIMES, 1e3},
	{"Mx", QUANTITY_TIMES, 1e6},
};

static const struct said_unit multipliers[] = {
	{"thousand", QUANTITY_NUMBER, 1e3}, {"million", QUANTITY_NUMBER, 1e6},
	{"billion", QUANTITY_NUMBER, 1e9},  {"k", QUANTITY_NUMBER, 1e3},
	{"M", QUANTITY_NUMBER, 1e6},	    {"bn", QUANTITY_NUMBER, 1e9},
};

/* "M" is no "m". */
static bool is_right_size(const struct number_reader *reader, size_t at, const char *name)
{
	return name[0] != 'M' || number_byte(reader, at) == 'M';
}

/* The one that stands here and ends here; NULL: none. */
static const struct said_unit *find_unit(const struct number_reader *reader, size_t at,
					 const struct said_unit *all, size_t count,
					 size_t least)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(all[i].name) >= least &&
		    is_right_size(reader, at, all[i].name) &&
		    number_has_word(reader, at, all[i].name))
			return &all[i];
	return NULL;
}

static void scale(struct said_number *number, double factor)
{
	number->value *= factor;
	number->half *= factor;
	number->slack *= factor;
	number->scale *= factor;
}

/* "3 orders of magnitude": the number is how often ten is taken times itself. */
static bool take_orders(struct number_reader *reader, size_t at, struct said_number *number)
{
	static const char *const names[] = {"orders of magnitude", "order of magnitude",
					    "orders-of-magnitude", "order-of-magnitude"};
	size_t bytes = any_of(reader, at, names, COUNT(names));

	if (!bytes)
		return false;
	number->quantity = QUANTITY_TIMES;
	number->value = number->bare = pow(10, number->value);
	number->half = number->slack = 0;
	reader->at = at + bytes;
	return true;
}

static void take_multiplier(struct number_reader *reader, struct said_number *number,
			    size_t least)
{
	size_t at = number_skip(reader, reader->at);
	const struct said_unit *unit =
		find_unit(reader, at, multipliers, COUNT(multipliers), least);

	if (!unit)
		return;
	scale(number, unit->scale);
	number->bare = number->value;
	number->scale = 1;
	reader->at = at + strlen(unit->name);
}

bool number_take_unit(struct number_reader *reader, struct said_number *number,
		      size_t least)
{
	const struct said_unit *unit;
	size_t at;

	take_multiplier(reader, number, least);
	at = number_skip(reader, reader->at);
	if (number_byte(reader, at) == '-') { /* "9000-times", "5-second" */
		at++;
		least = 2;
	}
	if (take_orders(reader, at, number))
		return true;
	unit = find_unit(reader, at, units, COUNT(units), least);
	if (!unit)
		return false;
	number->quantity = unit->quantity;
	scale(number, unit->scale);
	reader->at = at + strlen(unit->name);
	if (unit->quantity == QUANTITY_SHARE)
		number->direction = direction_at(reader, reader->at);
	return true;
}
