/* SPDX-License-Identifier: MIT */
/* contestant.c - reads and checks what the command line says of a contestant. */
#include "bench/cmd/contestant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/program.h"
#include "bench/cmd/value.h"
#include "bench/protocol/rules.h"
#include "bench/run/describe.h"

/* Take one NAME=VALUE. Returns 0 or EXIT_BAD_USE. */
static int add_parameter(struct contestant *contestant, char *text)
{
	char *value = setting_cut(text, '=');
	size_t i = contestant->parameter_count;

	if (!value || !*text || !*value)
		return complain("\"%s\" in \"%s\" is no NAME=VALUE", text,
				contestant->label);
	if (i == CONTESTANT_PARAMETERS)
		return complain("more than %d parameters in \"%s\"", CONTESTANT_PARAMETERS,
				contestant->label);
	if (named_value_find(contestant->parameters, i, text))
		return complain("\"%s\" gives %s twice", contestant->label, text);
	contestant->parameters[i].name = text;
	contestant->values[i] = value;
	contestant->parameter_count++;
	return 0;
}

/* A program that the text did not name, but the runtime does. Without memory it stays unknown. */
static void find_program(struct contestant *contestant)
{
	const struct program *program = program_of(contestant->runtime);

	if (!program || contestant->program)
		return;
	contestant->found = program_path(program);
	contestant->program = contestant->found;
}

int contestant_parse(const char *text, const char *workload, struct contestant *contestant)
{
	char *rest, *next, *at;
	int result = 0;

	*contestant = (struct contestant){.workload = workload, .words = strdup(text)};
	if (!contestant->words)
		return complain("out of memory");
	snprintf(contestant->label, sizeof(contestant->label), "%s", text);
	rest = contestant->words;
	at = strrchr(rest, '@'); /* a path may hold one, a runtime's name does not */
	if (at) {
		*at = '\0';
		contestant->program = rest;
		rest = at + 1;
	}
	contestant->runtime = rest;
	next = setting_cut(rest, ':');
	if ((at = setting_cut(rest, '/')))
		contestant->workload = at;
	find_program(contestant);
	while (next && result == 0) {
		rest = next;
		next = setting_cut(rest, ':');
		result = add_parameter(contestant, rest);
	}
	if (result == 0 && (!*contestant->runtime || (at && !*at)))
		result = complain("\"%s\" names no contestant (see: duet list contestants)",
				  text);
	if (result == 0 && !contestant->workload)
		result =
			complain("\"%s\" names no workload; write %s/WORKLOAD", text, text);
	return result;
}

void contestant_free(struct contestant *contestant)
{
	free(contestant->words);
	free(contestant->found);
	contestant->words = contestant->found = NULL;
}

/* Add the settings of one workload, or of all, that this workload has parameters for. */
static int apply_some(struct contestant *contestant, const json_t *parameters,
		      struct setting *settings, size_t count, bool of_one)
{
	for (size_t i = 0; i < count; i++) {
		struct setting *setting = &settings[i];

		if (of_one != !!setting->workload ||
		    (of_one && strcmp(setting->workload, contestant->workload) != 0))
			continue;
		if (!describe_entry(parameters, setting->name))
			continue;
		setting->used = true;
		if (named_value_find(contestant->parameters, contestant->parameter_count,
				     setting->name))
			continue;
		if (contestant->parameter_count == CONTESTANT_PARAMETERS)
			return complain("more than %d parameters for \"%s\"",
					CONTESTANT_PARAMETERS, contestant->label);
		contestant->parameters[contestant->parameter_count].name = setting->name;
		contestant->values[contestant->parameter_count++] = setting->value;
	}
	return 0;
}

/* What is said of this workload alone comes before what is said of all. */
static int apply(struct contestant *contestant, const json_t *parameters,
		 struct setting *settings, size_t count)
{
	int result = apply_some(contestant, parameters, settings, count, true);

	return result ? result : apply_some(contestant, parameters, settings, count, false);
}

static int check_parameter(struct contestant *contestant, size_t i, const json_t *workload)
{
	const char *name = contestant->parameters[i].name;
	const json_t *row = describe_entry(json_object_get(workload, "parameters"), name);

	if (!row)
		return catalogue_unknown_parameter(workload, name);
	return value_integer(name, contestant->values[i],
			     json_integer_value(json_object_get(row, "min")),
			     json_integer_value(json_object_get(row, "max")),
			     &contestant->parameters[i].value);
}

int contestant_settle(struct contestant *contestant, struct catalogue *catalogue,
		      struct setting *settings, size_t setting_count)
{
	const json_t *description = catalogue_get(catalogue, contestant->program);
	const json_t *runtime = describe_runtime(description, contestant->runtime);
	const json_t *workload = describe_workload(description, contestant->workload);
	const json_t *parameters = json_object_get(workload, "parameters");
	int result;

	if (!description)
		return EXIT_BAD_USE;
	if (!workload)
		return catalogue_unknown(json_object_get(description, "workloads"),
					 "workload", contestant->workload,
					 "see: duet list workloads");
	if (!runtime)
		return catalogue_unknown(json_object_get(description, "runtimes"),
					 "contestant", contestant->runtime,
					 "see: duet list contestants");
	if (!catalogue_plays(runtime, contestant->workload))
		return complain("%s does not play %s (see: duet list contestants)",
				contestant->runtime, contestant->workload);
	result = apply(contestant, parameters, settings, setting_count);
	for (size_t i = 0; i < contestant->parameter_count && result == 0; i++)
		result = check_parameter(contestant, i, workload);
	return result;
}

/* Every parameter of the workload with its value; a new reference, or NULL. */
static json_t *all_parameters(const struct contestant *contestant, const json_t *workload)
{
	const json_t *rows = json_object_get(workload, "parameters");
	json_t *values = json_object();

	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);

		json_object_set(values, catalogue_string(row, "name"),
				json_object_get(row, "default"));
	}
	for (size_t i = 0; i < contestant->parameter_count; i++)
		json_object_set_new(values, contestant->parameters[i].name,
				    json_integer(contestant->parameters[i].value));
	return values;
}

bool contestant_is_fit(const struct contestant *contestant, struct catalogue *catalogue,
		       char *why, size_t size)
{
	const json_t *description = catalogue_get(catalogue, contestant->program);
	const json_t *workload = describe_workload(description, contestant->workload);
	json_t *values = all_parameters(contestant, workload);
	bool fit = rules_keep(workload, values, why, size);

	json_decref(values);
	return fit;
}
