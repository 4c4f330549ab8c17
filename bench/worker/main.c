/* SPDX-License-Identifier: MIT */
/*
 * main.c - duet-worker: a process that plays slices when it is told to (docs/protocol.md).
 *
 * A runtime's session runs inside its own run, as the main task, so that what is prepared lives
 * from one command to the next. Reading a command blocks all of it, on purpose: between slices
 * nothing else shall happen.
 */
#include <argp.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/protocol/nearest.h"
#include "bench/protocol/version.h"
#include "bench/trace/trace.h"
#include "bench/worker/describe.h"
#include "bench/worker/room.h"
#include "bench/worker/session.h"

#define STACK_MIN ((long long)16 << 10)
#define STACK_MAX ((long long)1 << 30)
#define STACK_FALLBACK ((size_t)64 << 10)
#define PAGE ((size_t)4096)

const char *argp_program_version = "duet-worker " DUET_VERSION;

#define TRACE_EVENTS 50000 /* between two commands trace: a line holds as many */

enum { KEY_DESCRIBE = 256, KEY_STACK_SIZE, KEY_TRACE };

static const struct argp_option options[] = {
	{"describe", KEY_DESCRIBE, 0, 0,
	 "Print as JSON what this worker can play, and exit", 0},
	{"stack-size", KEY_STACK_SIZE, "BYTES", 0,
	 "Stack of each task, in whole pages (K and M may follow; default 64K)", 0},
	{"trace", KEY_TRACE, 0, 0,
	 "Note what the runtime does in which order, for the command trace", 0},
	{0},
};

static const char documentation[] =
	"Play slices of workloads on RUNTIME, as told by one JSON object a line on "
	"standard "
	"input; answer on standard output. The runtimes:\v"
	"duet starts workers by itself. By hand, try:\n"
	"  echo '{\"do\": \"prepare\", \"workload\": \"switch\"}' | duet-worker coroutines";

struct arguments {
	const char *runtime;
	size_t stack_size; /* bytes */
	bool describe, trace;
};

static size_t read_size(const char *text, struct argp_state *state)
{
	char *end;
	long long size;

	errno = 0;
	size = strtoll(text, &end, 10);
	if (end != text && (*end == 'K' || *end == 'M') && size <= STACK_MAX)
		size <<= *end++ == 'K' ? 10 : 20;
	if (end == text || *end || errno || size < STACK_MIN || size > STACK_MAX)
		argp_failure(state, 2, 0, "--stack-size=%s is not a size from 16K to 1024M",
			     text);
	return ((size_t)size + PAGE - 1) / PAGE * PAGE;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	if (key == KEY_DESCRIBE)
		arguments->describe = true;
	else if (key == KEY_STACK_SIZE)
		arguments->stack_size = read_size(argument, state);
	else if (key == KEY_TRACE)
		arguments->trace = true;
	else if (key == ARGP_KEY_ARG && !arguments->runtime)
		arguments->runtime = argument;
	else if (key == ARGP_KEY_ARG)
		argp_failure(state, 2, 0, "one runtime only, and '%s' is one more",
			     argument);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

/* The list of runtimes goes between the two halves of the text. */
static char *add_runtimes(int key, const char *text, void *input)
{
	char *help = NULL;
	size_t size;
	FILE *out;

	(void)input;
	if (key != ARGP_KEY_HELP_PRE_DOC || !(out = open_memstream(&help, &size)))
		return (char *)text;
	fprintf(out, "%s\n", text);
	for (const struct runtime *runtime = runtimes; runtime->name; runtime++)
		fprintf(out, "\n  %-12s %s", runtime->name, runtime_summary(runtime));
	fclose(out);
	return help;
}

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "RUNTIME",
	.doc = documentation,
	.help_filter = add_runtimes,
};

static int print_description(void)
{
	json_t *description = describe();
	int result = description ? line_write(STDOUT_FILENO, description) : -ENOMEM;

	json_decref(description);
	if (result)
		fprintf(stderr, "duet-worker: cannot print the description: %s\n",
			strerror(-result));
	return result ? EXIT_FAILURE : EXIT_SUCCESS;
}

static const struct runtime *choose(const char *name)
{
	const struct runtime *found = name ? runtime_find(name) : NULL;
	struct nearest nearest = {.wanted = name};

	if (found)
		return found;
	if (!name) {
		fprintf(stderr, "duet-worker: name a runtime; --help lists them\n");
		return NULL;
	}
	for (const struct runtime *runtime = runtimes; runtime->name; runtime++)
		nearest_try(&nearest, runtime->name);
	fprintf(stderr, "duet-worker: there is no runtime '%s'; %s%s%s\n", name,
		nearest.name ? "did you mean '" : "--help lists them",
		nearest.name ? nearest.name : "", nearest.name ? "'?" : "");
	return NULL;
}

/* Descriptor 0 must be the conductor's, not the next one that is opened. */
static bool has_input(void)
{
	if (fcntl(STDIN_FILENO, F_GETFD) >= 0 && fcntl(STDOUT_FILENO, F_GETFD) >= 0)
		return true;
	fprintf(stderr,
		"duet-worker: standard %s is closed: a worker reads commands from "
		"standard input and answers on standard output\n",
		fcntl(STDIN_FILENO, F_GETFD) < 0 ? "input" : "output");
	return false;
}

static int64_t serve(void *session)
{
	return session_serve(session);
}

static int64_t run(struct session *session, bool trace)
{
	struct asyncio_options run_options = {.stack_size = session->stack_size};
	int64_t result;

	if (!session->runtime->table)
		return session_serve(session);
	asyncio = *session->runtime->table;
	if (trace) {
		session->trace =
			trace_start(session->runtime->table, TRACE_EVENTS, &asyncio);
		if (!session->trace)
			return -ENOMEM;
	}
	result = asyncio.run(serve, session, &run_options);
	trace_end(session->trace);
	return result;
}

/* A peer calls no table that could be wrapped. */
static bool can_trace(const struct runtime *runtime)
{
	if (runtime->table)
		return true;
	fprintf(stderr,
		"duet-worker: %s does not play through the table of asyncio.h: it cannot "
		"be traced\n",
		runtime->name);
	return false;
}

int main(int argc, char **argv)
{
	struct arguments arguments = {.stack_size = STACK_FALLBACK};
	/* Not on the stack: its histograms are zeros, which most slices never touch. */
	static struct session session = {.input.fd = STDIN_FILENO};
	const struct runtime *runtime;
	int64_t result;

	argp_err_exit_status = 2;
	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	if (arguments.describe)
		return print_description();
	runtime = choose(arguments.runtime);
	if (!runtime || (arguments.trace && !can_trace(runtime)) || !has_input())
		return 2;
	session.runtime = runtime;
	session.stack_size = arguments.stack_size;
	signal(SIGPIPE, SIG_IGN);
	room_raise_descriptors();
	result = run(&session, arguments.trace);
	if (result < 0)
		fprintf(stderr, "duet-worker: %s: %s\n", runtime->name,
			strerror((int)-result));
	return result < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
