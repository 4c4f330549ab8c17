/* SPDX-License-Identifier: MIT */
/* gate_sides.c - finds what a gate compares. */
#include "bench/cmd/gate_sides.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/cmd/command.h"
#include "bench/run/describe.h"

/* A command has one row, of duet-command's workload. */
static const struct gate_play command_row = {
	.name = "command", .workload = "command", .runtime = "command"};

static int open_program(struct gate_sides *sides, size_t i, const char *path)
{
	struct problem problem = {0};

	return gate_side_open(path, &sides->programs[i], &problem)
		       ? complain_problem(&problem)
		       : 0;
}

/* ---- commands ---- */

static int open_commands(const struct gate_options *options, struct gate_sides *sides)
{
	int result = 0;

	sides->player = program_beside("duet-command");
	if (!sides->player)
		return complain("out of memory");
	for (size_t i = 0; i < 2 && !result; i++)
		result = open_program(sides, i, sides->player);
	sides->base.runtime = options->sides[0];
	sides->head.runtime = options->sides[1];
	sides->row = command_row;
	return result;
}

/* ---- contestants ---- */

/* "[PROGRAM@]RUNTIME/WORKLOAD...", where no file is: a path is one, even one that is mistyped. */
static bool is_contestant(const char *text)
{
	const char *at = strrchr(text, '@'), *name = at ? at + 1 : text;
	size_t runtime = strcspn(name, "/:");

	if (access(text, F_OK) == 0 || name[runtime] != '/' || runtime == 0)
		return false;
	return at || !strchr(name + runtime + 1, '/');
}

static struct gate_contestant contestant_of(const struct contestant *contestant)
{
	return (struct gate_contestant){
		.runtime = contestant->runtime,
		.parameters = contestant->parameters,
		.parameter_count = contestant->parameter_count,
	};
}

static int open_contestant(const struct gate_options *options, struct gate_sides *sides,
			   size_t i)
{
	struct contestant *contestant = &sides->contestants[i];
	int result = contestant_parse(options->sides[i], NULL, contestant);

	if (!result)
		result = contestant_settle(contestant, &sides->catalogue, NULL, 0);
	if (!result)
		result = open_program(sides, i,
				      contestant->program ? contestant->program
							  : sides->worker);
	return result;
}

/* The row is called as the base is; two ways of playing a workload are called by that alone. */
static void name_row(struct gate_sides *sides)
{
	const struct contestant *base = &sides->contestants[0],
				*head = &sides->contestants[1];
	bool alike = !strcmp(base->runtime, head->runtime);

	snprintf(sides->name, sizeof(sides->name), "%s%s%s", base->workload,
		 alike ? "/" : "", alike ? base->runtime : "");
	for (size_t i = 0; i < base->parameter_count; i++) {
		size_t length = strlen(sides->name);

		snprintf(sides->name + length, sizeof(sides->name) - length, ":%s=%lld",
			 base->parameters[i].name, (long long)base->parameters[i].value);
	}
	sides->row = (struct gate_play){
		.name = sides->name,
		.workload = base->workload,
		.runtime = base->runtime,
	};
}

static int open_contestants(const struct gate_options *options, struct gate_sides *sides)
{
	const struct contestant *two = sides->contestants;
	int result = 0;

	for (size_t i = 0; i < 2 && !result; i++)
		result = open_contestant(options, sides, i);
	if (result)
		return result;
	if (strcmp(two[0].workload, two[1].workload) != 0)
		return complain(
			"%s and %s play different workloads: a gate compares the same "
			"work (see: duet compare)",
			options->sides[0], options->sides[1]);
	sides->base = contestant_of(&two[0]);
	sides->head = contestant_of(&two[1]);
	name_row(sides);
	return 0;
}

/* ---- programs ---- */

static int open_programs(const struct gate_options *options, struct gate_sides *sides)
{
	int result = 0;

	for (size_t i = 0; i < 2 && !result; i++)
		result = open_program(sides, i, options->sides[i]);
	return result;
}

static int open_any(const struct gate_options *options, struct gate_sides *sides)
{
	if (options->commands)
		return open_commands(options, sides);
	if (is_contestant(options->sides[0]) && is_contestant(options->sides[1]))
		return open_contestants(options, sides);
	return open_programs(options, sides);
}

static void name_side(struct gate_contestant *contestant,
		      const struct gate_options *options, const struct gate_sides *sides,
		      size_t i)
{
	contestant->name = options->names[i] ? options->names[i] : options->sides[i];
	contestant->side = &sides->programs[i];
}

int gate_sides_open(const struct gate_options *options, struct gate_sides *sides)
{
	int result;

	*sides = (struct gate_sides){.worker = default_worker()};
	if (!sides->worker)
		return complain("out of memory");
	result = open_any(options, sides);
	name_side(&sides->base, options, sides, 0);
	name_side(&sides->head, options, sides, 1);
	return result;
}

void gate_sides_close(struct gate_sides *sides)
{
	for (size_t i = 0; i < 2; i++) {
		gate_side_close(&sides->programs[i]);
		contestant_free(&sides->contestants[i]);
	}
	catalogue_free(&sides->catalogue);
	free(sides->worker);
	free(sides->player);
}
