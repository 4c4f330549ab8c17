/* SPDX-License-Identifier: MIT */
/* example.c - chooses the runtime, scales the seconds, runs the example. See example.h. */
#include "examples/example.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SCALE_MAX 1000.0

struct asyncio asyncio;

static const struct asyncio *const runtimes[] = {&asyncio_coroutines, &asyncio_threads};

static double scale = 1; /* set once, before the runtime starts */

static const struct argp_option options[] = {
	{"scale", 's', "X", 0, "Multiply every delay by X, from 0 to 1000 (default 1)", 0},
	{0},
};

static void choose_runtime(const char *name, struct argp_state *state)
{
	for (size_t i = 0; i < COUNT(runtimes); i++)
		if (strcmp(name, runtimes[i]->name) == 0) {
			asyncio = *runtimes[i];
			return;
		}
	argp_failure(state, 2, 0, "there is no runtime '%s': coroutines or threads", name);
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
	char *end;

	switch (key) {
	case 's':
		scale = strtod(argument, &end);
		if (end == argument || *end || !(scale >= 0 && scale <= SCALE_MAX))
			argp_failure(state, 2, 0, "--scale=%s is no number from 0 to 1000",
				     argument);
		return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num > 0)
			argp_failure(state, 2, 0, "one runtime at a time");
		choose_runtime(argument, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int64_t scaled_seconds(double seconds)
{
	return (int64_t)(seconds * scale * 1e9);
}

void tell_time(const char *what)
{
	time_t now = time(NULL);
	struct tm local;
	char clock[16];

	localtime_r(&now, &local);
	strftime(clock, sizeof(clock), "%X", &local);
	printf("%s at %s\n", what, clock);
}

int example_run(coroutine *main_task, const char *doc, int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "[coroutines|threads]",
		.doc = doc,
	};
	int64_t result;

	asyncio = asyncio_coroutines;
	argp_parse(&argp, argc, argv, 0, NULL, NULL);
	result = asyncio.run(main_task, NULL, NULL);
	if (result < 0)
		fprintf(stderr, "%s: %s\n", program_invocation_short_name,
			strerror((int)-result));
	return result < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
