/* SPDX-License-Identifier: MIT */
/* main.c - the command `duet`: finds the subcommand and hands it its arguments. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/cmd/command.h"
#include "bench/protocol/version.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct command *const commands[] = {
	&command_compare, &command_evidence, &command_gate,
	&command_list,	  &command_machine,  &command_report,
	&command_run,	  &command_trace,    &command_trend,
};

const char *argp_program_version = "duet " DUET_VERSION;

static const char doc[] =
	"The same work played by coroutines on an event loop and by "
	"threads, in turn, and the "
	"difference measured.\v"
	"Start with `duet run switch`, or `duet run` for all. `duet "
	"COMMAND --help`, `-h` or `duet help COMMAND` tells more.\n"
	"\n"
	"Exit codes: 0 done; 1 a duet failed, the control failed under "
	"--strict, a comparison "
	"exceeds --at-most, a gate found a slowdown, or a claim is refuted; 2 bad "
	"use or bad "
	"input, or a gate could not measure; 3 a gate or a claim is "
	"inconclusive; "
	"130 interrupted, with what was measured kept.";

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

/* `duet help [COMMAND]` */
static int help(int argc, char **argv)
{
	const struct command *command = argc > 1 ? command_find(argv[1]) : NULL;
	char name[32], *arguments[] = {name, "--help", NULL};

	if (argc > 1 && !command)
		return unknown_command(argv[1]);
	if (!command) {
		argp_help(&argp, stdout, ARGP_HELP_STD_HELP & ~ARGP_HELP_EXIT_OK, "duet");
		return EXIT_DONE;
	}
	snprintf(name, sizeof(name), "duet %s", command->name);
	return command->run(2, arguments);
}

/* argp knows --help and -? only. */
static void take_h_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "-h") == 0)
			argv[i] = "--help";
}

static int code_of_unprinted(int code, const struct command *command)
{
	if (command && command->unprinted && code != EXIT_INTERRUPTED)
		return command->unprinted;
	return code ? code : EXIT_FAILED;
}

/* At the end, also by way of argp: what was printed has arrived, or the exit code tells. */
static void flush_stdout(int code, void *context)
{
	const struct command *const *command = context;

	if (!fflush(stdout) && !ferror(stdout))
		return;
	complain("cannot write to standard output: %s", strerror(errno));
	_exit(code_of_unprinted(code, *command));
}

int main(int argc, char **argv)
{
	const struct command *command = NULL;
	struct found found = {0};
	char name[32];

	argp_err_exit_status = EXIT_BAD_USE;
	on_exit(flush_stdout, &command);
	take_h_for_help(argc, argv);
	argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &found);
	/* exit, not return: flush_stdout looks at what is found here. */
	if (!found.at)
		exit(complain("which command? (see: duet --help)"));
	if (strcmp(argv[found.at], "help") == 0)
		exit(help(argc - found.at, argv + found.at));
	command = command_find(argv[found.at]);
	if (!command)
		exit(unknown_command(argv[found.at]));
	snprintf(name, sizeof(name), "duet %s", command->name);
	argv[found.at] = name;
	exit(command->run(argc - found.at, argv + found.at));
}
