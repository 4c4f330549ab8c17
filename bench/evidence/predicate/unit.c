/* SPDX-License-Identifier: MIT */
/* unit.c - dimensions, and the table of units. */
#include "bench/evidence/predicate/unit.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The micro sign, the Greek letter that looks like it, and what keyboards have. */
static const struct number_unit units[] = {
	{"%", 0.01, DIMENSION_RATIO},
	{"B", 1, DIMENSION_BYTES},
	{"GiB", 1024.0 * 1024 * 1024, DIMENSION_BYTES},
	{"KiB", 1024, DIMENSION_BYTES},
	{"MiB", 1024.0 * 1024, DIMENSION_BYTES},
	{"ms", 1e6, DIMENSION_TIME},
	{"ns", 1, DIMENSION_TIME},
	{"s", 1e9, DIMENSION_TIME},
	{"us", 1e3, DIMENSION_TIME},
	{"\xc2\xb5s", 1e3, DIMENSION_TIME},
	{"\xce\xbcs", 1e3, DIMENSION_TIME},
};

/* Those that are offered where another name was written. */
static const char *const names[] = {"%", "KiB", "MiB", "GiB", "B", "ns", "us", "ms", "s"};

const struct number_unit *unit_find(const char *name, size_t length)
{
	for (size_t i = 0; i < COUNT(units); i++)
		if (strlen(units[i].name) == length &&
		    memcmp(units[i].name, name, length) == 0)
			return &units[i];
	return NULL;
}

size_t unit_names(const char *const **list)
{
	*list = names;
	return COUNT(names);
}

struct dimension dimension_product(struct dimension a, struct dimension b)
{
	return (struct dimension){a.time + b.time, a.bytes + b.bytes, a.count + b.count,
				  a.bare && b.bare};
}

struct dimension dimension_quotient(struct dimension a, struct dimension b)
{
	return (struct dimension){a.time - b.time, a.bytes - b.bytes, a.count - b.count,
				  a.bare && b.bare};
}

bool dimensions_agree(struct dimension a, struct dimension b)
{
	return a.time == b.time && a.bytes == b.bytes &&
	       (a.count == b.count || a.bare || b.bare);
}

struct dimension dimension_of_sum(struct dimension a, struct dimension b)
{
	return a.bare ? b : a;
}

/* " ns^2" behind what is there; nothing for an exponent of 0. */
static void add_factor(struct dimension_text *text, const char *name, int exponent)
{
	size_t used = strlen(text->text);
	const char *gap = used ? " " : "";

	if (exponent == 1)
		snprintf(text->text + used, sizeof(text->text) - used, "%s%s", gap, name);
	else if (exponent)
		snprintf(text->text + used, sizeof(text->text) - used, "%s%s^%d", gap, name,
			 exponent);
}

struct dimension_text dimension_name(struct dimension dimension)
{
	struct dimension_text text = {""};

	if (dimension.bare)
		return (struct dimension_text){"a number"};
	if (dimension.time == 0 && dimension.bytes == 0 && dimension.count == 0)
		return (struct dimension_text){"a ratio"};
	if (dimension.time == 0 && dimension.bytes == 0 && dimension.count == 1)
		return (struct dimension_text){"a count"};
	add_factor(&text, "ns", dimension.time);
	add_factor(&text, "bytes", dimension.bytes);
	add_factor(&text, "count", dimension.count);
	return text;
}
