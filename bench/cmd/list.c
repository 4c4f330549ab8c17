/* SPDX-License-Identifier: MIT */
/* list.c - `duet list`: what can be played, by whom, and what is measured. */
#include <argp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/catalogue.h"
#include "bench/cmd/command.h"
#include "bench/cmd/document.h"
#include "bench/cmd/program.h"
#include "bench/report/format.h"
#include "bench/report/wrap.h"
#include "bench/run/describe.h"
#include "bench/store/problem.h"

#define TEXT_COLUMN 14
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What can be listed, in the order in which everything is. */
static const char *const sections[] = {"workloads", "contestants", "metrics"};

struct metric_row {
	const char *name, *unit, *meaning;
};

static const struct metric_row metrics[] = {
	{"wall", "ns per operation", "elapsed time (what most workloads are judged by)"},
	{"cpu", "ns per operation", "processor time of the whole process, all threads"},
	{"memory", "bytes per operation",
	 "resident and page tables, of an operation that is held"},
	{"kernel", "bytes per operation", "stacks and slab of the whole machine's kernel"},
	{"voluntary", "per operation", "context switches because a thread had to wait"},
	{"involuntary", "per operation", "context switches because its time was up"},
	{"minor_faults", "per operation", "page faults met from memory"},
	{"counts", "per operation", "what a workload counts itself: duet list WORKLOAD"},
	{"latency", "ns", "quantiles of the answers' times, as the client sees them"},
	{"utilisation", "share of a core",
	 "of the load generator: near 1 it is what limits"},
};

struct options {
	const char *section; /* or a workload; NULL: all */
	bool json;
};

static const struct argp_option argp_options[] = {
	{"json", 'j', NULL, 0, "Print JSON: what the worker program says of itself", 0},
	{0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct options *options = state->input;

	if (key == 'j')
		options->json = true;
	else if (key == ARGP_KEY_ARG && !options->section)
		options->section = argument;
	else if (key == ARGP_KEY_ARG)
		argp_error(state, "one list at a time");
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "[workloads|contestants|metrics|WORKLOAD]",
	.doc = "List what can be played, by whom, and what is measured; or describe one "
	       "workload.",
};

/* Text from column TEXT_COLUMN on, which the cursor has reached; what is too long is wrapped. */
static void print_text(const char *text)
{
	wrap_write(stdout, text, TEXT_COLUMN, TEXT_COLUMN, wrap_width(stdout));
}

static void print_parameter(const json_t *row)
{
	char text[512];

	snprintf(text, sizeof(text), "%s=%s: %s; %s to %s %s",
		 catalogue_string(row, "name"),
		 format_count(json_integer_value(json_object_get(row, "default"))).text,
		 catalogue_string(row, "help"),
		 format_count(json_integer_value(json_object_get(row, "min"))).text,
		 format_count(json_integer_value(json_object_get(row, "max"))).text,
		 catalogue_string(row, "unit"));
	printf("%*s", TEXT_COLUMN, "");
	print_text(text);
}

static void print_count(const json_t *row)
{
	char text[512];

	snprintf(text, sizeof(text), "Counts %s: %s", catalogue_string(row, "name"),
		 catalogue_string(row, "help"));
	printf("%*s", TEXT_COLUMN, "");
	print_text(text);
}

static void print_workload(const json_t *workload)
{
	const json_t *parameters = json_object_get(workload, "parameters");
	const json_t *counts = json_object_get(workload, "counts");
	char caution[512];

	printf("  %-10s  ", catalogue_string(workload, "name"));
	print_text(catalogue_string(workload, "question"));
	snprintf(caution, sizeof(caution), "Caution: %s",
		 catalogue_string(workload, "caution"));
	printf("%*s", TEXT_COLUMN, "");
	print_text(caution);
	for (size_t j = 0; j < json_array_size(parameters); j++)
		print_parameter(json_array_get(parameters, j));
	for (size_t j = 0; j < json_array_size(counts); j++)
		print_count(json_array_get(counts, j));
}

static void print_workloads(const json_t *description)
{
	const json_t *workloads = json_object_get(description, "workloads");

	puts("Workloads, with their parameters and defaults (-p NAME=VALUE):");
	for (size_t i = 0; i < json_array_size(workloads); i++)
		print_workload(json_array_get(workloads, i));
}

/* Whether a workload has it as its driver: then it is no contestant. */
static bool drives(const json_t *description, const char *runtime)
{
	const json_t *workloads = json_object_get(description, "workloads");

	for (size_t i = 0; i < json_array_size(workloads); i++)
		if (strcmp(catalogue_string(json_array_get(workloads, i), "driver"),
			   runtime) == 0)
			return true;
	return false;
}

/* A row of text behind a name, which may be longer than others. */
static void print_named(const char *name, const char *text)
{
	int column = printf("  %-14s  ", name);

	wrap_write(stdout, text, (size_t)column, TEXT_COLUMN, wrap_width(stdout));
}

/* A line each: name, what it is, what it plays, what it lacks. */
static void print_contestant(const json_t *runtime, size_t all)
{
	const json_t *plays = json_object_get(runtime, "workloads");
	const char *missing = catalogue_string(runtime, "missing");
	size_t count = json_array_size(plays);
	char text[768];

	snprintf(text, sizeof(text), "%s; plays%s", catalogue_string(runtime, "summary"),
		 count == all ? " every workload" : "");
	for (size_t j = 0; j < count && count < all; j++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s %s",
			 j ? "," : "", json_string_value(json_array_get(plays, j)));
	if (*missing)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
			 "; not here: %s (%s)", missing,
			 catalogue_string(runtime, "remedy"));
	print_named(catalogue_string(runtime, "name"), text);
}

/* Whose program cannot be asked. */
static void print_absent(const struct program *program, const struct problem *problem)
{
	char name[32], text[2 * PROBLEM_BYTES];

	snprintf(name, sizeof(name), "%s*", program->prefix);
	snprintf(text, sizeof(text), "%s; not here: %s (%s)", program->summary,
		 problem->text, program->remedy);
	print_named(name, text);
}

/* What another worker program plays; `all` is how many workloads there are. */
static void print_program(const struct program *program, size_t all)
{
	char *path = program_path(program);
	struct problem problem = {0};
	json_t *description, *runtimes;

	if (!path)
		return;
	if (describe_worker(NULL, path, -1, &description, &problem) < 0) {
		print_absent(program, &problem);
	} else {
		runtimes = json_object_get(description, "runtimes");
		for (size_t i = 0; i < json_array_size(runtimes); i++)
			print_contestant(json_array_get(runtimes, i), all);
		json_decref(description);
	}
	free(path);
}

static void print_contestants(const json_t *description)
{
	const json_t *runtimes = json_object_get(description, "runtimes");
	size_t all = json_array_size(json_object_get(description, "workloads"));

	puts("Contestants ([PROGRAM@]NAME[/WORKLOAD][:PARAMETER=VALUE]...):");
	for (size_t i = 0; i < json_array_size(runtimes); i++)
		if (!drives(description,
			    catalogue_string(json_array_get(runtimes, i), "name")))
			print_contestant(json_array_get(runtimes, i), all);
	for (const struct program *program = programs; program->prefix; program++)
		print_program(program, all);
}

static void print_metrics(const json_t *description)
{
	(void)description;
	puts("Metrics:");
	for (size_t i = 0; i < COUNT(metrics); i++) {
		printf("  %-12s  %-16s  ", metrics[i].name, metrics[i].unit);
		wrap_write(stdout, metrics[i].meaning, 34, 34, wrap_width(stdout));
	}
}

static int print_json(const json_t *description)
{
	json_t *all = json_deep_copy(description);
	json_t *list = json_array();

	for (size_t i = 0; i < COUNT(metrics); i++)
		json_array_append_new(
			list, json_pack("{s:s, s:s, s:s}", "name", metrics[i].name, "unit",
					metrics[i].unit, "meaning", metrics[i].meaning));
	json_object_set_new(all, "metrics", list);
	return document_print(all);
}

static void print_sections(const json_t *description, const char *only)
{
	static void (*const print[])(const json_t *) = {print_workloads, print_contestants,
							print_metrics};
	bool first = true;

	for (size_t i = 0; i < COUNT(sections); i++) {
		if (only && strcmp(only, sections[i]) != 0)
			continue;
		if (!first)
			putchar('\n');
		print[i](description);
		first = false;
	}
}

static bool is_section(const char *name)
{
	for (size_t i = 0; i < COUNT(sections); i++)
		if (strcmp(sections[i], name) == 0)
			return true;
	return false;
}

/* What is neither a list nor a workload. */
static int complain_no_list(const json_t *description, const char *name)
{
	const json_t *workloads = json_object_get(description, "workloads");
	const char *names[CATALOGUE_NAMES];
	size_t count = 0;

	for (; count < COUNT(sections); count++)
		names[count] = sections[count];
	for (size_t i = 0; i < json_array_size(workloads) && count < CATALOGUE_NAMES; i++)
		names[count++] = catalogue_string(json_array_get(workloads, i), "name");
	return complain_unknown("list", name, names, count, "see: duet list --help");
}

static int print(const json_t *description, const struct options *options)
{
	const char *name = options->section;
	const json_t *workload = NULL;

	if (name && !is_section(name)) {
		workload = describe_workload(description, name);
		if (!workload)
			return complain_no_list(description, name);
	}
	if (options->json)
		return print_json(description);
	if (workload)
		print_workload(workload);
	else
		print_sections(description, name);
	return EXIT_DONE;
}

static int list(int argc, char **argv)
{
	struct options options = {0};
	struct catalogue catalogue = {0};
	const json_t *description;
	int code = EXIT_BAD_USE;

	argp_parse(&argp, argc, argv, 0, NULL, &options);
	description = catalogue_get(&catalogue, NULL);
	if (description)
		code = print(description, &options);
	catalogue_free(&catalogue);
	return code;
}

const struct command command_list = {
	.name = "list",
	.summary = "list workloads, contestants and metrics",
	.run = list,
};
