/* SPDX-License-Identifier: MIT */
/* commands.c - the examples as whole commands, in a table and in words. See commands.h. */
#include "bench/report/commands.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/format.h"
#include "bench/report/table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define MS 1000.0 /* in a second */

/* Seconds that both examples wait, before they are scaled: examples/, bench/peers/python/. */
#define SUM 3.0
#define LONGEST 2.0

static const char heading[] = "Whole commands: the two examples, as processes";

const char commands_caution[] =
	"hyperfine plays one command after the other, not in turn, so that a busy moment "
	"meets one of them alone: the table shows what adds up, not who is faster by a few "
	"per cent.";

/* What the two examples are. */
static const struct example {
	const char *name;
	bool adds_up; /* one delay after the other; else both at once */
} examples[] = {{"coroutine", true}, {"task", false}};

/* Elapsed seconds of a run; not measured: rounds is 0. */
static struct estimate elapsed(const struct command_record *row)
{
	size_t n = row ? json_array_size(row->times) : 0;
	double *times = n ? calloc(n, sizeof(*times)) : NULL;
	struct estimate estimate = {.value = NAN, .low = NAN, .high = NAN};

	if (!times)
		return estimate;
	for (size_t i = 0; i < n; i++)
		times[i] = json_number_value(json_array_get(row->times, i));
	estimate_mean(times, n, &estimate);
	free(times);
	return estimate;
}

/* Seconds of the fastest run, since noise only adds time; NaN: not measured. */
static double fastest(const struct command_record *row)
{
	double least = NAN;

	for (size_t i = 0; row && i < json_array_size(row->times); i++)
		least = fmin(least, json_number_value(json_array_get(row->times, i)));
	return least;
}

/* The same command without delays, or NULL. */
static const struct command_record *bare(const struct commands *commands,
					 const struct command_record *row)
{
	for (size_t i = 0; i < commands->count; i++) {
		const struct command_record *other = &commands->rows[i];

		if (other->scale == 0 && strcmp(other->example, row->example) == 0 &&
		    strcmp(other->player, row->player) == 0)
			return other;
	}
	return NULL;
}

struct command_times commands_times(const struct commands *commands,
				    const struct command_record *row)
{
	double whole = fastest(row), start_up = fastest(bare(commands, row));

	return (struct command_times){elapsed(row), whole, start_up, whole - start_up};
}

/* Seconds that the delays took. */
static double delays(const struct commands *commands, const struct command_record *row)
{
	return commands_times(commands, row).delays;
}

static void add_row(struct table *table, const struct commands *commands,
		    const struct command_record *row)
{
	struct command_times times = commands_times(commands, row);
	struct estimate run = times.elapsed;
	const double numbers[] = {times.fastest, times.start_up, times.delays, row->cpu};

	table_cell(table, SHADE_NONE, "%s", row->example);
	table_cell(table, SHADE_NONE, "%s", row->player);
	table_cell(table, SHADE_NONE, "%s", format_number(run.value * MS).text);
	table_cell(table, SHADE_NONE, "%s",
		   format_bounds(run.value * MS, run.low * MS, run.high * MS).text);
	for (size_t i = 0; i < COUNT(numbers); i++)
		table_cell(table, SHADE_NONE, "%s", format_number(numbers[i] * MS).text);
}

/* A row for each command with delays, to be freed; NULL: there is none, or no memory. */
static struct table *make_table(const struct commands *commands)
{
	static const struct column columns[] = {
		{"example", ALIGN_LEFT},  {"player", ALIGN_LEFT},
		{"elapsed", ALIGN_POINT}, {"95 % interval", ALIGN_LEFT},
		{"fastest", ALIGN_POINT}, {"start-up", ALIGN_POINT},
		{"delays", ALIGN_POINT},  {"CPU time", ALIGN_POINT},
	};
	struct table *table = commands->count ? table_new(columns, COUNT(columns)) : NULL;

	for (size_t i = 0; table && i < commands->count; i++)
		if (commands->rows[i].scale > 0)
			add_row(table, commands, &commands->rows[i]);
	return table;
}

/* Whether a player's delays took what the example says, give or take half the difference. */
static bool as_said(const struct commands *commands, const struct example *example,
		    const struct command_record *row)
{
	double expected = (example->adds_up ? SUM : LONGEST) * row->scale;

	return fabs(delays(commands, row) - expected) < (SUM - LONGEST) / 2 * row->scale;
}

/* "150 ms on coroutines, 151 ms on threads". Returns the factor of the delays, 0: nobody. */
static double write_players(FILE *file, const struct commands *commands,
			    const struct example *example, bool said)
{
	double scale = 0;

	for (size_t i = 0; i < commands->count; i++) {
		const struct command_record *row = &commands->rows[i];

		if (row->scale == 0 || strcmp(row->example, example->name) != 0 ||
		    as_said(commands, example, row) != said)
			continue;
		fprintf(file, "%s%s %s %s", scale > 0 ? ", " : "",
			format_time(delays(commands, row) * 1e9).text,
			strcmp(row->player, "python") == 0 ? "in" : "on", row->player);
		scale = row->scale;
	}
	return scale;
}

/* The players as text, to be freed, or NULL; *scale is 0 when there are none. */
static char *players(const struct commands *commands, const struct example *example,
		     bool said, double *scale)
{
	char *names = NULL;
	size_t bytes;
	FILE *text = open_memstream(&names, &bytes);

	*scale = 0;
	if (!text)
		return NULL;
	*scale = write_players(text, commands, example, said);
	fclose(text);
	return names;
}

static void write_example(FILE *file, const struct commands *commands,
			  const struct example *example)
{
	double scale, other_scale;
	char *names = players(commands, example, true, &scale);
	char *others = players(commands, example, false, &other_scale);
	double expected = (example->adds_up ? SUM : LONGEST) * scale;

	if (scale > 0)
		fprintf(file, "The %s example takes the %s of its delays, %s: %s.\n",
			example->name, example->adds_up ? "sum" : "longest",
			format_time(expected * 1e9).text, names);
	if (other_scale > 0)
		fprintf(file,
			"The delays of the %s example were not those expected: %s. A busy "
			"machine? Repeat it.\n",
			example->name, others);
	free(names);
	free(others);
}

/* A sentence for each example: whether its delays add up or the longest counts. */
static void write_sentences(FILE *file, const struct commands *commands)
{
	for (size_t i = 0; i < COUNT(examples); i++)
		write_example(file, commands, &examples[i]);
}

int commands_write_text(FILE *file, const struct commands *commands, bool colour)
{
	struct table *table = make_table(commands);
	int result;

	if (!table)
		return commands->count ? -ENOMEM : 0;
	fprintf(file, "\n%s, in ms\n", heading);
	result = table_write_text(table, file, "  ", colour);
	write_sentences(file, commands);
	table_free(table);
	return result;
}

int commands_write_markdown(FILE *file, const struct commands *commands)
{
	struct table *table = make_table(commands);
	int result;

	if (!table)
		return commands->count ? -ENOMEM : 0;
	fprintf(file, "## %s\n\n", heading);
	write_sentences(file, commands);
	fputs("\nA process from its start to its end, in ms, timed by hyperfine. Start-up "
	      "is "
	      "the same command without delays; what is left of the elapsed time are the "
	      "delays.\n\n",
	      file);
	result = table_write_markdown(table, file);
	fprintf(file,
		"\n*Not to be used for:* %s\n\nRepeat it:\n\n```\nscripts/commands "
		"FOLDER\n```\n\n",
		commands_caution);
	table_free(table);
	return result;
}
