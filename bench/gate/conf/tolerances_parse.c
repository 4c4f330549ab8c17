/* SPDX-License-Identifier: MIT */
/* tolerances_parse.c - percents, days and rows. See tolerances_parse.h. */
#include "bench/gate/conf/tolerances_parse.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY_BYTES 10
#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"

bool parse_percent(const char *text, int most, double *share)
{
	char *end;

	/* Neither "inf" nor "0x1", which strtod takes. */
	if (!isdigit((unsigned char)text[0]) || strpbrk(text, "xX"))
		return false;
	*share = strtod(text, &end) / 100;
	end += strspn(end, " ");
	return strcmp(end, "%") == 0 && *share >= 0 && *share <= most / 100.0;
}

/* What is read is written again: the 31st of a month without one becomes the 1st of the next. */
bool is_day(const char *text)
{
	struct tm day = {0}, same;
	char again[DAY_BYTES + 1];
	time_t time;

	if (!strptime(text, "%Y-%m-%d", &day))
		return false;
	time = timegm(&day);
	return gmtime_r(&time, &same) &&
	       strftime(again, sizeof(again), "%Y-%m-%d", &same) == DAY_BYTES &&
	       strcmp(text, again) == 0;
}

static bool is_name(const char *text)
{
	return *text && text[strspn(text, NAME_LETTERS)] == 0;
}

/* End the text at the sign; what comes after it, or NULL where there is none. */
static char *cut(char *text, char sign)
{
	char *at = strchr(text, sign);

	if (at)
		*at++ = 0;
	return at;
}

static int parse_parameter(char *text, struct named_value *parameter)
{
	char *value = cut(text, '='), *end;

	if (!value || !is_name(text) || !isdigit((unsigned char)value[value[0] == '-']))
		return -EINVAL;
	errno = 0;
	*parameter = (struct named_value){text, strtoll(value, &end, 10)};
	return errno || *end ? -EINVAL : 0;
}

static size_t count_signs(const char *text, char sign)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == sign;
	return count;
}

static int parse_parameters(char *text, struct gate_play *play)
{
	struct named_value *parameters =
		calloc(count_signs(text, ':') + 1, sizeof(*parameters));
	char *next;

	play->parameters = parameters;
	if (!parameters)
		return -ENOMEM;
	for (; text; text = next) {
		next = cut(text, ':');
		if (parse_parameter(text, &parameters[play->parameter_count]) ||
		    named_value_find(parameters, play->parameter_count,
				     parameters[play->parameter_count].name))
			return -EINVAL;
		play->parameter_count++;
	}
	return 0;
}

/* The workload's name is the beginning of the copy that the other names are in. */
int parse_play(const char *name, struct gate_play *play)
{
	char *words = strdup(name), *parameters, *runtime;

	*play = (struct gate_play){.name = name, .workload = words};
	if (!words)
		return -ENOMEM;
	parameters = cut(words, ':');
	runtime = cut(words, '/');
	if (!runtime || !is_name(words) || !is_name(runtime))
		return -EINVAL;
	play->runtime = runtime;
	return parameters ? parse_parameters(parameters, play) : 0;
}

void free_play(struct gate_play *play)
{
	free((void *)play->workload);
	free((void *)play->parameters);
}
