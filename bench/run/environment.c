/* SPDX-License-Identifier: MIT */
/* environment.c - a copy of our environment with two variables of its own at its head. */
#include "bench/run/environment.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OWN 2

static const char conductor[] = "DUET_CONDUCTOR=";
static const char padded[] = "DUET_PADDING=";

static bool is_own(const char *variable)
{
	return !strncmp(variable, conductor, strlen(conductor)) ||
	       !strncmp(variable, padded, strlen(padded));
}

static char *make_padding(size_t padding)
{
	size_t name = strlen(padded);
	char *variable = malloc(name + padding + 1);

	if (!variable)
		return NULL;
	memcpy(variable, padded, name);
	memset(variable + name, 'x', padding);
	variable[name + padding] = 0;
	return variable;
}

int environment_make(size_t padding, char ***environment)
{
	size_t ours = 0, count = OWN;
	char **made;

	while (environ && environ[ours])
		ours++;
	made = calloc(ours + OWN + 1, sizeof(*made));
	if (!made)
		return -ENOMEM;
	made[1] = make_padding(padding);
	if (!made[1] || asprintf(&made[0], "%s%d", conductor, (int)getpid()) < 0) {
		made[0] = NULL;
		environment_free(made);
		return -ENOMEM;
	}
	for (size_t i = 0; i < ours; i++)
		if (!is_own(environ[i]))
			made[count++] = environ[i];
	*environment = made;
	return 0;
}

void environment_free(char **environment)
{
	for (size_t i = 0; environment && i < OWN; i++)
		free(environment[i]);
	free(environment);
}
