/* SPDX-License-Identifier: MIT */
/* family_report.c - a family as a section of a report and on a terminal. See family_report.h. */
#include "bench/report/family_report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/cells.h"
#include "bench/report/quantiles.h"
#include "bench/report/repeat.h"
#include "bench/report/table.h"
#include "bench/report/wrap.h"

#define HEADING_BYTES 192
#define COLUMNS (4 + 3 * FAMILY_LABELS)

/* A document has room for a wide table; a terminal shows several, one below the other. */
enum part { WHOLE, COSTS, REQUESTS, MEDIANS, TAILS };

/* The columns of a table, and the headings that they point to. */
struct layout {
	const char *labels[FAMILY_LABELS];
	size_t count; /* of labels */
	struct column columns[COLUMNS];
	char headings[COLUMNS][HEADING_BYTES];
	size_t width;
	struct unit unit;	  /* of the costs, all alike */
	struct unit latency_unit; /* of open loops */
	enum part part;
	bool costs, requests, doubtful; /* the columns that it has */
	bool medians, tails; /* instead of requests, which are what was offered */
};

static void add_column(struct layout *layout, enum alignment alignment, const char *text,
		       const char *more)
{
	size_t i = layout->width++;

	snprintf(layout->headings[i], HEADING_BYTES, "%.150s%.30s", text, more);
	layout->columns[i] = (struct column){layout->headings[i], alignment};
}

static void lay_out_costs(const struct duet_summary *duet, struct layout *layout)
{
	char more[40] = "", ratio[HEADING_BYTES];

	for (size_t i = 0; i < layout->count; i++) {
		if (layout->part == WHOLE)
			snprintf(more, sizeof(more), " %s", layout->unit.name);
		add_column(layout, ALIGN_POINT, layout->labels[i], more);
	}
	snprintf(ratio, sizeof(ratio), "%.70s ÷ %.70s", duet_rival(duet)->record->label,
		 duet_base(duet)->record->label);
	add_column(layout, ALIGN_POINT, ratio, "");
	add_column(layout, ALIGN_LEFT, "95 % interval", "");
}

static void lay_out_labels(struct layout *layout, const char *what, const char *unit)
{
	char more[40] = "";

	if (layout->part == WHOLE)
		snprintf(more, sizeof(more), " %s%s", what, unit);
	for (size_t i = 0; i < layout->count; i++)
		add_column(layout, ALIGN_POINT, layout->labels[i], more);
}

static void lay_out(const struct family *family, enum part part, struct layout *layout)
{
	const struct duet_summary *duet = family->duets[0];

	*layout = (struct layout){.part = part,
				  .costs = part == WHOLE || part == COSTS,
				  .unit = duet_unit(duet),
				  .latency_unit = family_latency_unit(family)};
	layout->doubtful = layout->costs && family_doubtful(family);
	layout->requests = part == REQUESTS || (part == WHOLE && duet->record->driver);
	layout->medians = part == MEDIANS || part == WHOLE;
	layout->tails = part == TAILS || part == WHOLE;
	if (family_is_open(family))
		layout->requests = false;
	else
		layout->medians = layout->tails = false;
	layout->count = family_labels(family, layout->labels);
	add_column(layout, ALIGN_POINT, family->parameter, "");
	if (layout->costs)
		lay_out_costs(duet, layout);
	if (layout->requests)
		lay_out_labels(layout, "requests/s", "");
	if (layout->medians)
		lay_out_labels(layout, "p50 ", layout->latency_unit.name);
	if (layout->tails)
		lay_out_labels(layout, "p99 ", layout->latency_unit.name);
	if (layout->doubtful)
		add_column(layout, ALIGN_LEFT, "", "");
}

static void add_doubt(struct table *table, const struct layout *layout,
		      const struct duet_summary *duet)
{
	char why[256];

	if (!duet_is_doubtful(duet, why, sizeof(why)))
		table_cell(table, SHADE_NONE, "%s", "");
	else if (layout->part == WHOLE)
		table_cell(table, SHADE_NONE, "not to be trusted: %s", why);
	else
		table_cell(table, SHADE_NONE, "not to be trusted");
}

static void add_costs(struct table *table, const struct layout *layout,
		      const struct duet_summary *duet)
{
	for (size_t i = 0; i < layout->count; i++) {
		const struct contestant_summary *it =
			family_contestant(duet, layout->labels[i]);

		cell_number(table, it ? summary_value(duet, it) : NULL, layout->unit.ns);
	}
	cell_ratio(table, summary_ratio(duet, duet_rival(duet)));
}

static void add_requests(struct table *table, const struct layout *layout,
			 const struct duet_summary *duet)
{
	for (size_t i = 0; i < layout->count; i++) {
		const struct contestant_summary *it =
			family_contestant(duet, layout->labels[i]);
		struct estimate requests = it ? summary_requests(it) : (struct estimate){0};

		cell_number(table, &requests, 1);
	}
}

static void add_latencies(struct table *table, const struct layout *layout,
			  const struct duet_summary *duet, enum quantile quantile)
{
	for (size_t i = 0; i < layout->count; i++) {
		const struct contestant_summary *it =
			family_contestant(duet, layout->labels[i]);

		if (it)
			quantile_add(table, it, quantile, layout->latency_unit);
		else
			cell_absent(table);
	}
}

static struct table *make_table(const struct family *family, enum part part)
{
	struct layout *layout = calloc(1, sizeof(*layout));
	struct table *table = NULL;

	if (!layout)
		return NULL;
	lay_out(family, part, layout);
	table = table_new(layout->columns, layout->width);
	for (size_t i = 0; table && i < family->count; i++) {
		table_cell(table, SHADE_NONE, "%s",
			   format_count(family_value(family, i)).text);
		if (layout->costs)
			add_costs(table, layout, family->duets[i]);
		if (layout->requests)
			add_requests(table, layout, family->duets[i]);
		if (layout->medians)
			add_latencies(table, layout, family->duets[i], QUANTILE_50);
		if (layout->tails)
			add_latencies(table, layout, family->duets[i], QUANTILE_99);
		if (layout->doubtful)
			add_doubt(table, layout, family->duets[i]);
	}
	free(layout);
	return table;
}

struct table *family_table(const struct family *family)
{
	return make_table(family, WHOLE);
}

/* "Processor time of a request in µs, lower is better; all on one core." */
static void write_what(FILE *file, const struct family *family)
{
	const struct duet_summary *duet = family->duets[0];

	fprintf(file, "%s of %s in %s, lower is better; %s.", duet_metric_heading(duet),
		duet_operation(duet), duet_unit(duet).name, duet_pinning_words(duet));
}

/* What brackets mean, if there are any. Of p90 and above p99 nothing is shown here. */
static void write_note(FILE *file, const struct family *family)
{
	static const enum quantile shown[] = {QUANTILE_50, QUANTILE_99};

	if (family_is_open(family))
		quantiles_write_note_of(file, family->duets, family->count, shown,
					sizeof(shown) / sizeof(*shown));
}

int family_write_markdown(FILE *file, const struct family *family,
			  const struct figure *figure, size_t number)
{
	struct table *table = family_table(family);
	int result;

	if (!table)
		return -ENOMEM;
	fprintf(file, "<a id=\"family-%zu\"></a>\n\n## ", number);
	family_write_name(file, family);
	fputs("\n\n", file);
	family_write_sentence(file, family, "**");
	fputs("\n\n", file);
	write_what(file, family);
	fputs(" What happens between two values was not measured: a crossover is told by "
	      "the values around it.\n\n",
	      file);
	result = table_write_markdown(table, file);
	fputc('\n', file);
	if (family_is_open(family)) {
		fputs("p50 and p99 are what clients waited, from the intended send time. ",
		      file);
		write_note(file, family);
		fputs("\n\n", file);
	}
	if (figure->drawn)
		fprintf(file, "![%s over %s](figures/%s.svg)\n\n",
			family->duets[0]->record->workload, family->parameter,
			figure->name);
	fputs("Repeat it:\n\n```\n", file);
	repeat_write_family(file, family);
	fputs("\n```\n\n", file);
	table_free(table);
	return result;
}

/* What `write` writes, wrapped to the terminal's width. */
static void write_wrapped(FILE *file, const struct family *family,
			  void (*write)(FILE *file, const struct family *family))
{
	char *text = NULL;
	size_t bytes;
	FILE *memory = open_memstream(&text, &bytes);

	if (!memory)
		return;
	write(memory, family);
	fclose(memory);
	if (*text)
		wrap_write(file, text, 0, 0, wrap_width(file));
	free(text);
}

static void write_plain_sentence(FILE *file, const struct family *family)
{
	family_write_sentence(file, family, "");
}

static int write_table(FILE *file, const struct family *family, enum part part, bool colour)
{
	struct table *table = make_table(family, part);
	int result = table ? table_write_text(table, file, "  ", colour) : -ENOMEM;

	table_free(table);
	return result;
}

/* Of open loops what clients waited: requests a second are what was offered. */
static int write_latencies(FILE *file, const struct family *family, bool colour)
{
	const char *unit = family_latency_unit(family).name;
	int result;

	fprintf(file, "  p50 in %s, from the intended send time:\n", unit);
	result = write_table(file, family, MEDIANS, colour);
	fprintf(file, "  p99 in %s:\n", unit);
	if (result == 0)
		result = write_table(file, family, TAILS, colour);
	write_wrapped(file, family, write_note);
	return result;
}

static int write_client(FILE *file, const struct family *family, bool colour)
{
	if (!family->duets[0]->record->driver)
		return 0;
	if (family_is_open(family))
		return write_latencies(file, family, colour);
	fputs("  requests/s:\n", file);
	return write_table(file, family, REQUESTS, colour);
}

int family_write_text(FILE *file, const struct family *family, bool colour)
{
	int result;

	fputc('\n', file);
	family_write_name(file, family);
	fprintf(file, ": %s\n", duet_question(family->duets[0]));
	write_wrapped(file, family, write_what);
	result = write_table(file, family, COSTS, colour);
	if (result == 0)
		result = write_client(file, family, colour);
	write_wrapped(file, family, write_plain_sentence);
	return result;
}
