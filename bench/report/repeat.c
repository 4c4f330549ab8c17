/* SPDX-License-Identifier: MIT */
/* repeat.c - the command that plays one duet again, from the run's command. See repeat.h. */
#include "bench/report/repeat.h"

#include <stdbool.h>
#include <string.h>

#include "bench/report/duet.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The bytes of the word that text begins with; what stands in single quotes is in it. */
static size_t word_bytes(const char *text)
{
	bool quoted = false;
	size_t i = 0;

	for (; text[i] && (quoted || text[i] != ' '); i++)
		if (text[i] == '\'')
			quoted = !quoted;
	return i;
}

/* Options are one word each in the command that a run keeps. */
static bool shapes(const char *word)
{
	static const char *const options[] = {"--core=",      "--metric=",   "--no-control",
					      "--profile=",   "--round-ms=", "--rounds=",
					      "--stack-size="};

	for (size_t i = 0; i < COUNT(options); i++)
		if (strncmp(word, options[i], strlen(options[i])) == 0)
			return true;
	return false;
}

static void write_options(FILE *file, const char *command)
{
	for (size_t bytes; *command; command += bytes) {
		command += strspn(command, " ");
		bytes = word_bytes(command);
		if (shapes(command))
			fprintf(file, " %.*s", (int)bytes, command);
	}
}

/* The same, with its workload and all its parameters; a program's path is kept. */
static void write_whole(FILE *file, const struct contestant_record *record)
{
	const char *at = strrchr(record->label, '@');

	if (at)
		fprintf(file, "%.*s@", (int)(at - record->label), record->label);
	fprintf(file, "%s/%s", record->runtime, record->workload);
	for (size_t i = 0; i < record->parameter_count; i++)
		fprintf(file, ":%s=%lld", record->parameters[i].name,
			(long long)record->parameters[i].value);
}

/* A contestant as the command line takes it: without the number of a second one. */
static void write_contestant(FILE *file, const struct contestant_record *record, bool whole)
{
	if (whole)
		write_whole(file, record);
	else
		fprintf(file, "%.*s", (int)strcspn(record->label, "#"), record->label);
}

static void write_parameter(FILE *file, const struct named_value *parameter)
{
	fprintf(file, " -p %s=%lld", parameter->name, (long long)parameter->value);
}

static bool plays_in_all(const struct family *family, const char *label)
{
	for (size_t i = 0; i < family->count; i++)
		if (!family_contestant(family->duets[i], label))
			return false;
	return true;
}

/* Who plays, of a family only who does in all of its duets; where; and the options. */
static void write_rest(FILE *file, const struct duet_summary *duet,
		       const struct family *family, const char *command)
{
	bool mixed = duet_is_mixed(duet), some = false;

	fputs(" --contestants=", file);
	for (size_t i = 0; i < duet->count; i++) {
		const struct contestant_record *record = duet->contestants[i].record;

		if (record->control || (family && !plays_in_all(family, record->label)))
			continue;
		fputs(some ? "," : "", file);
		write_contestant(file, record, mixed);
		some = true;
	}
	fprintf(file, " --cores=%s", duet->record->cores);
	write_options(file, command);
}

void repeat_write(FILE *file, const struct summary *summary,
		  const struct duet_summary *duet)
{
	const struct contestant_record *first = duet->record->contestants;
	const char *command = summary->results->run.command;
	bool mixed = duet_is_mixed(duet);

	fprintf(file, "%.*s run", (int)word_bytes(command), command);
	if (!mixed)
		fprintf(file, " %s", duet->record->workload);
	for (size_t i = 0; !mixed && duet->count && i < first->parameter_count; i++)
		write_parameter(file, &first->parameters[i]);
	write_rest(file, duet, NULL, command);
}

void repeat_write_family(FILE *file, const struct family *family)
{
	const struct duet_summary *duet = family->duets[0];
	const struct contestant_record *first = duet->record->contestants;
	const char *command = family->summary->results->run.command;

	fprintf(file, "%.*s run %s", (int)word_bytes(command), command,
		duet->record->workload);
	for (size_t i = 0; i < first->parameter_count; i++)
		if (strcmp(first->parameters[i].name, family->parameter) != 0)
			write_parameter(file, &first->parameters[i]);
	fprintf(file, " --sweep %s", family->parameter);
	for (size_t i = 0; i < family->count; i++)
		fprintf(file, "%c%lld", i ? ',' : '=', (long long)family_value(family, i));
	write_rest(file, duet, family, command);
}
