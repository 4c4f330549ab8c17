/* SPDX-License-Identifier: MIT */
/* machine.c - `duet machine`: what results of this machine will say about it. */
#include <argp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/cmd/command.h"
#include "bench/cmd/document.h"
#include "bench/report/describe.h"
#include "bench/store/machine.h"

static const struct argp_option argp_options[] = {
	{"json", 'j', NULL, 0, "Print JSON, as in machine.json", 0},
	{0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	bool *json = state->input;

	(void)argument;
	if (key != 'j')
		return ARGP_ERR_UNKNOWN;
	*json = true;
	return 0;
}

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.doc = "Describe this machine, as every result does. The host's name is left out.",
};

static int machine(int argc, char **argv)
{
	struct machine *this_one = calloc(1, sizeof(*this_one));
	bool json = false;
	int code = EXIT_DONE;

	argp_parse(&argp, argc, argv, 0, NULL, &json);
	if (!this_one)
		return complain("out of memory");
	machine_describe(this_one);
	if (json)
		code = document_print(machine_to_json(this_one));
	else
		describe_machine(stdout, this_one, "  ");
	free(this_one);
	return code;
}

const struct command command_machine = {
	.name = "machine",
	.summary = "describe this machine, as every result does",
	.run = machine,
};
