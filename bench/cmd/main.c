/* SPDX-License-Identifier: MIT */
/* main.c - the command `duet`: finds the subcommand and hands it its arguments. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/protocol/version.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct command *const commands[] = {
	&command_compare, &command_list, &command_machine, &command_report, &command_run,
};

const char *argp_program_version = "duet " DUET_VERSION;

static const char doc[] = "The same work played by coroutines on an event loop and by "
			  "threads, in turn, and the "
			  "difference measured.\v"
			  "Start with `duet run switch`, or `duet run` for all. `duet "
			  "COMMAND --help` tells more.\n"
			  "\n"
			  "Exit codes: 0 done; 1 a duet failed, the control failed under "
			  "--strict, or a comparison "
			  "exceeds --at-most; 2 bad use or bad input; 130 interrupted, "
			  "with what was measured kept.";

/* What argp has found: where the subcommand stands in argv, 0 for nowhere. */
struct found {
	int at;
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct found *found = state->input;

	(void)argument;
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	found->at = state->next - 1;
	state->next = state->argc; /* the rest is the subcommand's */
	return 0;
}

/* "The commands", in the middle of --help. */
static char *help_filter(int key, const char *text, void *input)
{
	char *help = NULL;
	size_t size;
	FILE *file;

	(void)input;
	if (key != ARGP_KEY_HELP_POST_DOC)
		return (char *)text;
	file = open_memstream(&help, &size);
	if (!file)
		return (char *)text;
	fputs("Commands:\n", file);
	for (size_t i = 0; i < COUNT(commands); i++)
		fprintf(file, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
	fprintf(file, "\n%s", text);
	fclose(file);
	return help;
}

static const struct argp argp = {
	.parser = parse,
	.args_doc = "COMMAND [ARGUMENT...]",
	.doc = doc,
	.help_filter = help_filter,
};

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static int unknown_command(const char *name)
{
	const char *names[COUNT(commands)];

	for (size_t i = 0; i < COUNT(commands); i++)
		names[i] = commands[i]->name;
	return complain_unknown("command", name, names, COUNT(commands),
				"see: duet --help");
}

int main(int argc, char **argv)
{
	const struct command *command;
	struct found found = {0};
	char name[32];

	argp_err_exit_status = EXIT_BAD_USE;
	argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &found);
	if (!found.at)
		return complain("which command? (see: duet --help)");
	command = command_find(argv[found.at]);
	if (!command)
		return unknown_command(argv[found.at]);
	snprintf(name, sizeof(name), "duet %s", command->name);
	argv[found.at] = name;
	int code = command->run(argc - found.at, argv + found.at);

	if (fflush(stdout) != 0 || ferror(stdout)) {
		complain("cannot write to standard output: %s", strerror(errno));
		return code ? code : EXIT_FAILED;
	}
	return code;
}
