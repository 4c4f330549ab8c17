/* SPDX-License-Identifier: MIT */
/* format.c - numbers as people read them. See format.h. */
#include "bench/report/format.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SIGNIFICANT 3
#define MORE_DECIMALS 3 /* at most, for narrow intervals */
#define DECIMALS 12	/* at most, of what is wide */
#define SMALLEST 1e-12	/* what so many decimals show anything of */
#define LARGEST 1e18	/* more has no digits that were measured */

/* The decimals that show `digits` significant digits of value; negative: round to tens ... */
static int decimals_of(double value, int digits)
{
	char scientific[64];
	const char *exponent;

	if (!isfinite(value) || value == 0)
		return 0;
	/* printf rounds first, so that 9.996 counts as 10.0 */
	snprintf(scientific, sizeof(scientific), "%.*e", digits - 1, value);
	exponent = strchr(scientific, 'e');
	return digits - 1 - (exponent ? atoi(exponent + 1) : 0);
}

/* Copy the digits with a comma before each group of three of the whole part. */
static struct text separate(const char *digits)
{
	struct text text;
	size_t out = 0, whole = strspn(digits, "-0123456789");
	size_t start = digits[0] == '-';

	for (size_t i = 0; digits[i] && out + 2 < sizeof(text.text); i++) {
		if (i > start && i < whole && (whole - i) % 3 == 0)
			text.text[out++] = ',';
		text.text[out++] = digits[i];
	}
	text.text[out] = '\0';
	return text;
}

/* What has more zeros than anybody counts: "1e+300", "1.5e-20". */
static struct text write_power(double value)
{
	struct text text;

	snprintf(text.text, sizeof(text.text), "%.*g", SIGNIFICANT, value);
	return text;
}

static bool needs_power(double value, int decimals)
{
	return fabs(value) >= LARGEST || (decimals >= DECIMALS && fabs(value) < SMALLEST);
}

struct text format_fixed(double value, int decimals)
{
	char digits[40];
	double scale;

	if (!isfinite(value))
		return (struct text){"-"};
	if (needs_power(value, decimals))
		return write_power(value);
	if (decimals < 0) {
		scale = pow(10, -decimals);
		value = round(value / scale) * scale;
	}
	snprintf(digits, sizeof(digits), "%.*f", decimals < 0 ? 0 : decimals, value);
	if (strspn(digits, "-0.") == strlen(digits) && digits[0] == '-')
		return separate(digits + 1); /* no "-0.00" */
	return separate(digits);
}

struct text format_number(double value)
{
	int decimals = decimals_of(value, SIGNIFICANT);

	return format_fixed(value, decimals > DECIMALS ? DECIMALS : decimals);
}

struct text format_count(int64_t value)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%lld", (long long)value);
	return separate(digits);
}

int format_interval_decimals(double value, double low, double high)
{
	int decimals = decimals_of(value, SIGNIFICANT);
	double half = (high - low) / 2;
	int needed;

	if (decimals > DECIMALS)
		decimals = DECIMALS;
	if (!isfinite(half) || half <= 0)
		return decimals;
	needed = decimals_of(half, 1);
	if (needed <= decimals)
		return decimals;
	return needed < decimals + MORE_DECIMALS ? needed : decimals + MORE_DECIMALS;
}

struct text format_bounds(double value, double low, double high)
{
	int decimals = format_interval_decimals(value, low, high);
	struct text text;

	snprintf(text.text, sizeof(text.text), "[%.20s, %.20s]",
		 format_fixed(low, decimals).text, format_fixed(high, decimals).text);
	return text;
}

struct text format_interval(double value, double low, double high)
{
	int decimals = format_interval_decimals(value, low, high);
	struct text text;

	snprintf(text.text, sizeof(text.text), "%.14s [%.14s, %.14s]",
		 format_fixed(value, decimals).text, format_fixed(low, decimals).text,
		 format_fixed(high, decimals).text);
	return text;
}

struct text format_percent(double share)
{
	double percent = 100 * share;
	struct text text;

	snprintf(text.text, sizeof(text.text), "%.20s %%",
		 format_fixed(percent, fabs(percent) < 9.95 ? 1 : 0).text);
	return text;
}

struct text format_duration(double seconds)
{
	struct text text;
	long whole = lround(seconds);

	if (!isfinite(seconds) || fabs(seconds) > 1e9)
		return (struct text){"-"};
	if (whole < 60)
		snprintf(text.text, sizeof(text.text), "%ld s", whole);
	else if (whole < 3600)
		snprintf(text.text, sizeof(text.text),
			 whole % 60 ? "%ld min %ld s" : "%ld min", whole / 60, whole % 60);
	else
		snprintf(text.text, sizeof(text.text), "%ld h %ld min", whole / 3600,
			 whole % 3600 / 60);
	return text;
}

/* value in the largest unit of which there is at least one. */
static struct text with_unit(double value, const struct unit *units, size_t count)
{
	struct text text;
	size_t i = 0;

	while (i + 1 < count && fabs(value) >= units[i + 1].ns)
		i++;
	snprintf(text.text, sizeof(text.text), "%.30s %s",
		 format_number(value / units[i].ns).text, units[i].name);
	return text;
}

static struct unit choose(double smallest, const struct unit *units, size_t count)
{
	size_t i = 0;

	while (i + 1 < count && smallest >= units[i + 1].ns)
		i++;
	return units[i];
}

static const struct unit sizes[] = {
	{"B", 1}, {"KiB", 0x1p10}, {"MiB", 0x1p20}, {"GiB", 0x1p30}, {"TiB", 0x1p40}};

struct text format_bytes(double bytes)
{
	return with_unit(bytes, sizes, COUNT(sizes));
}

struct unit format_unit_bytes(double smallest_bytes)
{
	return choose(smallest_bytes, sizes, COUNT(sizes));
}

static const struct unit times[] = {{"ns", 1}, {"µs", 1e3}, {"ms", 1e6}, {"s", 1e9}};

struct unit format_unit(double smallest_ns)
{
	return choose(smallest_ns, times, COUNT(times));
}

struct text format_time(double ns)
{
	return with_unit(ns, times, COUNT(times));
}
