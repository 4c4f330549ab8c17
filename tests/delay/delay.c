/* SPDX-License-Identifier: MIT */
/* delay.c - the delays of a program, and the value that sets one of them. */
#include "tests/delay/delay.h"

#include <stdlib.h>
#include <string.h>

#define MOST_STEPS 1000000
#define MOST_EVERY 65536
#define NONE UINT64_MAX

struct delay delays[DELAY_PATHS];

const char *const delay_names[DELAY_PATHS] = {
	[DELAY_ECHO] = "echo",
	[DELAY_HAND_OVER] = "hand-over",
	[DELAY_SPAWN] = "spawn",
	[DELAY_SWITCH] = "switch",
	[DELAY_SYSTEM_CALL] = "system-call",
};

/* The path whose name and a colon begin the value, and what is behind it; NULL: none. */
static struct delay *find(const char *value, const char **rest)
{
	for (int i = 0; i < DELAY_PATHS; i++) {
		size_t length = strlen(delay_names[i]);

		if (strncmp(value, delay_names[i], length) || value[length] != ':')
			continue;
		*rest = value + length + 1;
		return &delays[i];
	}
	return NULL;
}

/* A number without sign or space, at most `most`. Moves the text behind it. */
static bool read_number(const char **text, uint64_t most, uint64_t *number)
{
	char *end;

	if (**text < '0' || **text > '9')
		return false;
	*number = strtoull(*text, &end, 10);
	*text = end;
	return *number <= most;
}

static bool is_power_of_two(uint64_t n)
{
	return n && !(n & (n - 1));
}

static bool read_size(const char *text, uint64_t *steps, uint64_t *every)
{
	*every = 1;
	if (!read_number(&text, MOST_STEPS, steps))
		return false;
	if (*text == '/' && (text++, !read_number(&text, MOST_EVERY, every)))
		return false;
	return !*text && is_power_of_two(*every);
}

bool delay_set(const char *value)
{
	struct delay *delay = NULL;
	uint64_t steps = 0, every = 1;
	const char *size;

	if (*value) {
		delay = find(value, &size);
		if (!delay || !read_size(size, &steps, &every))
			return false;
	}
	for (int i = 0; i < DELAY_PATHS; i++)
		delays[i].mask = NONE;
	if (delay) {
		delay->mask = every - 1;
		delay->steps = steps;
	}
	return true;
}
