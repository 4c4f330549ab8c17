/* SPDX-License-Identifier: MIT */
/* gate_outputs.c - looks at what a gate is to write. See gate_outputs.h. */
#include "bench/cmd/gate_outputs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/output.h"

/* What an option tells it to write. */
struct output {
	const char *option, *path;
};

static int refuse_input(const struct output *output, const char *input)
{
	if (!output_is_same(output->path, input))
		return 0;
	return complain(
		"%s=%s would overwrite %s, which the gate reads (name another file)",
		output->option, output->path, input);
}

static int refuse_programs(const struct output *output, const struct gate_side *side)
{
	int result = 0;

	for (size_t i = 0; i < side->count && !result; i++)
		result = refuse_input(output, side->programs[i]);
	return result;
}

static int refuse_inputs(const struct output *output, const struct gate_sides *sides,
			 const struct gate_rows *rows)
{
	int result = 0;

	for (size_t i = 0; i < 2 && !result; i++)
		result = refuse_programs(output, &sides->programs[i]);
	if (!result && rows->tolerances.path)
		result = refuse_input(output, rows->tolerances.path);
	return result;
}

static int check_writable(const struct output *output)
{
	FILE *file = fopen(output->path, "ae");

	if (!file)
		return complain("%s=%s cannot be written: %s", output->option, output->path,
				strerror(errno));
	fclose(file);
	return 0;
}

int gate_outputs_check(const struct gate_options *options, const struct gate_sides *sides,
		       const struct gate_rows *rows)
{
	const struct output outputs[] = {{"--markdown", options->markdown},
					 {"--junit", options->junit}};
	int result = 0;

	for (size_t i = 0; i < 2 && !result; i++)
		if (outputs[i].path)
			result = refuse_inputs(&outputs[i], sides, rows);
	for (size_t i = 0; i < 2 && !result; i++)
		if (outputs[i].path)
			result = check_writable(&outputs[i]);
	if (!result && options->markdown && options->junit &&
	    output_is_file(options->junit) &&
	    output_is_same(options->markdown, options->junit))
		result =
			complain("--markdown and --junit are one file, %s", options->junit);
	return result;
}
