/* SPDX-License-Identifier: MIT */
/*
 * main.c - duet-command: a worker (docs/protocol.md) whose one workload is to run a command.
 *
 * The command is given where duet-worker is given its runtime, as one argument whose words are
 * separated as a shell would; it is not given to a shell.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wordexp.h>

#include "bench/command/command.h"
#include "bench/protocol/version.h"
#include "bench/worker/describe.h"
#include "bench/worker/session.h"

struct command command;

static int bad_use(const char *what)
{
	fprintf(stderr,
		"duet-command: %s; give one command, in quotes; what a shell shall do (|, "
		">, "
		"&&) write as: sh -c '...'\n",
		what);
	return 2;
}

static int print_description(void)
{
	json_t *description = describe();
	int result = description ? line_write(STDOUT_FILENO, description) : -ENOMEM;

	json_decref(description);
	return result ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int print_help(void)
{
	return puts("Usage: duet-command COMMAND\n"
		    "   or: duet-command --describe\n"
		    "A worker whose one workload is to run the command: one argument, "
		    "cut into words as a shell would.\n"
		    "duet gate --command 'BASE' 'HEAD' starts it; `man duet-command` "
		    "tells more.") < 0;
}

static const char *refusal(int error)
{
	switch (error) {
	case WRDE_BADCHAR:
		return "there is a character that only a shell understands";
	case WRDE_CMDSUB:
		return "there is a command within the command";
	case WRDE_SYNTAX:
		return "a quote is not closed";
	}
	return "the command cannot be cut into words";
}

static int serve(const char *text)
{
	struct runtime runtime = {.name = text, .peer = &peer_command};
	/* Not on the stack: its histograms are zeros, which are never touched here. */
	static struct session session = {.input.fd = STDIN_FILENO};
	wordexp_t words;
	int error = wordexp(text, &words, WRDE_NOCMD);
	int64_t result;

	if (error)
		return bad_use(refusal(error));
	if (words.we_wordc == 0)
		return bad_use("the command is empty");
	command.words = words.we_wordv;
	session.runtime = &runtime;
	signal(SIGPIPE, SIG_IGN);
	result = session_serve(&session);
	wordfree(&words);
	if (result < 0)
		fprintf(stderr, "duet-command: %s\n", strerror((int)-result));
	return result < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--describe"))
		return print_description();
	if (argc == 2 && !strcmp(argv[1], "--help"))
		return print_help();
	if (argc == 2 && !strcmp(argv[1], "--version"))
		return puts("duet-command " DUET_VERSION) < 0;
	if (argc != 2)
		return bad_use("it takes one argument");
	return serve(argv[1]);
}
