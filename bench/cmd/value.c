/* SPDX-License-Identifier: MIT */
/* value.c - numbers from the command line. See value.h. */
#include "bench/cmd/value.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/report/format.h"

/* Digits at the start of text; *end stands behind them. Returns 0 or -EINVAL, -ERANGE. */
static int digits(const char *text, int64_t *value, char **end)
{
	const char *first = text + (*text == '-');

	if (!isdigit((unsigned char)*first))
		return -EINVAL;
	errno = 0;
	*value = strtoll(text, end, 10);
	return -errno;
}

static int out_of_range(const char *what, const char *text, int64_t min, int64_t max)
{
	return complain("%s=%s is out of range: %s to %s", what, text,
			format_count(min).text, format_count(max).text);
}

int value_integer(const char *what, const char *text, int64_t min, int64_t max,
		  int64_t *value)
{
	char *end;
	int result = digits(text, value, &end);

	if (result == -EINVAL || (result == 0 && *end))
		return complain("%s=%s is no whole number%s", what, text,
				result ? "" : " (digits alone, no unit)");
	if (result < 0 || *value < min || *value > max)
		return out_of_range(what, text, min, max);
	return 0;
}

int value_bytes(const char *what, const char *text, int64_t min, int64_t max,
		int64_t *value)
{
	static const char suffixes[] = "KMG";
	const char *suffix = NULL;
	char *end;
	int result = digits(text, value, &end);

	if (result == 0 && *end)
		suffix = strchr(suffixes, toupper((unsigned char)*end));
	if (result == -EINVAL || (result == 0 && *end && (!suffix || end[1])))
		return complain("%s=%s is no number of bytes (such as 65536 or 64K)", what,
				text);
	if (result < 0 ||
	    (suffix &&
	     __builtin_mul_overflow(*value, (int64_t)1 << (10 * (suffix - suffixes + 1)),
				    value)) ||
	    *value < min || *value > max)
		return out_of_range(what, text, min, max);
	return 0;
}

int value_ratio(const char *what, const char *text, double *value)
{
	char *end;

	*value = strtod(text, &end);
	if (end == text || *end || !isfinite(*value) || *value <= 0)
		return complain("%s=%s is no positive number", what, text);
	return 0;
}
