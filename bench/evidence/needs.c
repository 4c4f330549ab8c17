/* SPDX-License-Identifier: MIT */
/* needs.c - writes the command that measures. See needs.h. */
#include "bench/evidence/needs.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/scope.h"
#include "bench/report/shell_word.h"

#define SWEEP "1..64" /* of a parameter, unless the author wants more */
#define PLAYERS 16

static bool is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* Whether both are of one duet. */
static bool play_together(const struct predicate_query *a, const struct predicate_query *b)
{
	return is_same(a->workload.text, b->workload.text) &&
	       a->metric->takes == b->metric->takes &&
	       named_values_equal(a->parameters, a->parameter_count, b->parameters,
				  b->parameter_count);
}

/* Add a name to a list in which each stands once. */
static size_t add(const char **names, size_t count, const char *name)
{
	for (size_t i = 0; i < count && name; i++)
		if (strcmp(names[i], name) == 0)
			return count;
	if (!name || count == PLAYERS)
		return count;
	names[count] = name;
	return count + 1;
}

static void write_contestants(FILE *file, const struct predicate_query *query,
			      const struct predicate_query *all, size_t count)
{
	const char *names[PLAYERS];
	size_t players = 0;

	for (size_t i = 0; i < count; i++) {
		if (!play_together(query, &all[i]))
			continue;
		players = add(names, players, all[i].contestant.text);
		players = add(names, players, all[i].other.text);
	}
	if (query->metric->kind == METRIC_SPEEDUP)
		players = add(names, players, "coroutines"); /* who it is a multiple of */
	for (size_t i = 0; i < players; i++) {
		fputs(i ? "," : " --contestants=", file);
		shell_word_write(file, names[i]);
	}
}

static void write_parameters(FILE *file, const struct predicate_query *query)
{
	for (size_t i = 0; i < query->parameter_count; i++) {
		const struct named_value *parameter = &query->parameters[i];

		if (strcmp(parameter->name, CORES_NAME) == 0)
			fprintf(file, " --cores=%s", parameter->value == 1 ? "one" : "all");
		else if (strcmp(parameter->name, STACK_NAME) == 0)
			fprintf(file, " --stack-size=%lld", (long long)parameter->value);
		else
			fprintf(file, " -p %s=%lld", parameter->name,
				(long long)parameter->value);
	}
	if (query->metric->takes == TAKES_SWEEP)
		fprintf(file, " --sweep %s=" SWEEP, query->parameter.text);
}

static void write_run(FILE *file, const struct predicate_query *query,
		      const struct predicate_query *all, size_t count)
{
	fputs("duet run ", file);
	shell_word_write(file, query->workload.text);
	write_contestants(file, query, all, count);
	write_parameters(file, query);
}

/* A name as a part of a file's: of another program, it is a path. */
static void write_safely(FILE *file, const char *name)
{
	for (; *name; name++)
		fputc(isalnum((unsigned char)*name) || strchr("_.", *name) ? *name : '-',
		      file);
}

/* What a trace's file is called says what was played. */
static void write_trace_name(FILE *file, const struct predicate_query *query,
			     const char *workload, const char *runtime)
{
	write_safely(file, workload);
	for (size_t i = 0; i < query->parameter_count; i++)
		fprintf(file, "-%s-%lld", query->parameters[i].name,
			(long long)query->parameters[i].value);
	fputc('-', file);
	write_safely(file, runtime);
	fputs(".jsonl", file);
}

/* The same in that folder of runs. Returns false: no memory. */
static bool write_trace_path(FILE *file, const struct predicate_query *query,
			     const char *folder, const char *workload, const char *runtime)
{
	char *path = NULL;
	size_t bytes;
	FILE *text = open_memstream(&path, &bytes);
	bool made;

	if (!text)
		return false;
	fprintf(text, "%s/" TRACES_FOLDER "/", folder);
	write_trace_name(text, query, workload, runtime);
	made = fclose(text) == 0;
	if (made)
		shell_word_write(file, path);
	free(path);
	return made;
}

static bool write_trace(FILE *file, const struct predicate_query *query, const char *folder)
{
	const char *workload = query->workload.text ? query->workload.text : "WORKLOAD";
	const char *runtime =
		query->contestant.text ? query->contestant.text : "coroutines";

	fputs("duet trace ", file);
	shell_word_write(file, workload);
	for (size_t i = 0; i < query->parameter_count; i++)
		fprintf(file, ":%s=%lld", query->parameters[i].name,
			(long long)query->parameters[i].value);
	fputs(" --runtime=", file);
	shell_word_write(file, runtime);
	fputs(" --output=", file);
	return write_trace_path(file, query, folder ? folder : LIBRARY_DEFAULT, workload,
				runtime);
}

char *needs_command(const struct predicate_query *query, const struct predicate_query *all,
		    size_t count, const char *folder)
{
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);
	bool made = true;

	if (!file)
		return NULL;
	if (query->metric->takes == TAKES_EVENTS)
		made = write_trace(file, query, folder);
	else
		write_run(file, query, all, count);
	if (fclose(file) == 0 && made)
		return text;
	free(text);
	return NULL;
}
