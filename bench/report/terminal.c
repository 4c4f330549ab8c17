/* SPDX-License-Identifier: MIT */
/* terminal.c - a run as text for a terminal. See terminal.h. */
#include "bench/report/terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/report/client_tables.h"
#include "bench/report/commands.h"
#include "bench/report/duet.h"
#include "bench/report/family_report.h"
#include "bench/report/latency.h"
#include "bench/report/table.h"
#include "bench/report/warnings.h"
#include "bench/report/wrap.h"

bool terminal_wants_colour(FILE *file)
{
	const char *no_colour = getenv("NO_COLOR");

	return isatty(fileno(file)) && !(no_colour && *no_colour);
}

static void write_warning(void *context, const char *text, const char *remedy)
{
	FILE *file = context;
	char line[1024];

	snprintf(line, sizeof(line), "warning: %s.%s%s%s", text, *remedy ? " Remedy: " : "",
		 remedy, *remedy ? "." : "");
	wrap_write(file, line, 0, 2, wrap_width(file));
}

/* Have what was written to memory wrapped; the text is freed. */
static void write_wrapped(FILE *file, char *text)
{
	if (text && *text)
		wrap_write(file, text, 0, 0, wrap_width(file));
	free(text);
}

static void write_sentence(FILE *file, const struct summary *summary,
			   const struct duet_summary *duet)
{
	char *text = NULL;
	size_t bytes;
	FILE *memory = open_memstream(&text, &bytes);

	if (!memory)
		return;
	duet_write_sentence(memory, duet, "");
	latency_write_sentence(memory, summary, duet, "");
	fclose(memory);
	write_wrapped(file, text);
}

static int write_client_tables(FILE *file, const struct duet_summary *duet, bool colour)
{
	struct client_table tables[CLIENT_TABLES];
	int result = client_tables_make(duet, tables);

	for (size_t i = 0; i < CLIENT_TABLES && tables[i].table && result == 0; i++) {
		fprintf(file, "  %s:\n", tables[i].title);
		result = table_write_text(tables[i].table, file, "  ", colour);
		if (*tables[i].note) {
			fputs("  ", file);
			wrap_write(file, tables[i].note, 2, 2, wrap_width(file));
		}
	}
	client_tables_free(tables);
	return result;
}

static int write_extra(FILE *file, const char *title, const struct table *table,
		       bool colour)
{
	if (!table)
		return 0;
	fprintf(file, "  %s:\n", title);
	return table_write_text(table, file, "  ", colour);
}

static int write_tables(FILE *file, const struct duet_summary *duet, bool colour)
{
	struct table *costs = duet_cost_table(duet, false);
	struct table *lateness = duet_lateness_table(duet);
	struct table *counts = duet_count_table(duet);
	int result = costs ? table_write_text(costs, file, "  ", colour) : -ENOMEM;

	if (result == 0)
		result = write_client_tables(file, duet, colour);
	if (result == 0)
		result =
			write_extra(file, "what was counted, an operation", counts, colour);
	if (result == 0)
		result = write_extra(file, "how late each was woken", lateness, colour);
	table_free(costs);
	table_free(counts);
	table_free(lateness);
	return result;
}

static void write_heading(FILE *file, const struct duet_summary *duet)
{
	char *text = NULL;
	size_t bytes;
	FILE *memory;

	fputc('\n', file);
	duet_write_name(file, duet);
	fprintf(file, ": %s\n", duet_question(duet));
	if (!duet->rounds)
		return;
	memory = open_memstream(&text, &bytes);
	if (!memory)
		return;
	fprintf(memory, "%s of %s, in %s, lower is better; %zu round%s, %s",
		duet_metric_words(duet), duet_operation(duet), duet_unit(duet).name,
		duet->rounds, duet->rounds == 1 ? "" : "s", duet_pinning_words(duet));
	fclose(memory);
	write_wrapped(file, text);
}

static int write_duet(FILE *file, const struct summary *summary,
		      const struct duet_summary *duet, bool colour)
{
	int result;

	write_heading(file, duet);
	if (duet->record->state == DUET_FAILED)
		fprintf(file, "failed: %s\n", duet->record->error);
	if (!duet->rounds) {
		if (duet->record->state != DUET_FAILED)
			fputs("no round was finished\n", file);
		warnings_of_duet(duet, write_warning, file);
		return 0;
	}
	result = write_tables(file, duet, colour);
	write_sentence(file, summary, duet);
	if (duet->control) {
		fputs("  ", file);
		duet_write_control(file, duet);
		fputc('\n', file);
	}
	warnings_of_duet(duet, write_warning, file);
	return result;
}

static int write_family(FILE *file, const struct family *family, bool colour)
{
	int result = family_write_text(file, family, colour);

	family_write_warnings(file, family);
	return result;
}

/* The family over the parameter that a --sweep of the command named; NULL: another duet. */
static const struct family *swept(const struct summary *summary,
				  const struct families *families,
				  const struct duet_summary *duet)
{
	const char *option = strstr(summary->results->run.command, " --sweep=");
	char name[64];

	if (!option || sscanf(option, " --sweep=%63[^=]", name) != 1)
		return NULL;
	return families_of(families, duet, name);
}

/* The duet with all its tables, or one table for a whole sweep in the place of its first. */
static int write_one(FILE *file, const struct summary *summary,
		     const struct families *families, size_t index, bool colour)
{
	const struct duet_summary *duet = &summary->duets[index];
	const struct family *family = swept(summary, families, duet);
	int result = 0;

	if (!family)
		result = write_duet(file, summary, duet, colour);
	else if (family->first == index)
		result = write_family(file, family, colour);
	return result;
}

int terminal_write(FILE *file, const struct summary *summary, bool colour)
{
	struct families families;
	int result = families_find(summary, &families);

	for (size_t i = 0; i < summary->count && result == 0; i++)
		result = write_one(file, summary, &families, i, colour);
	families_free(&families);
	if (result == 0)
		result = commands_write_text(file, &summary->results->commands, colour);
	warnings_of_run(summary, write_warning, file);
	return result;
}
