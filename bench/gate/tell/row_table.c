/* SPDX-License-Identifier: MIT */
/* row_table.c - rows of a gate as a table. See row_table.h. */
#include "bench/gate/tell/row_table.h"

#include <stdlib.h>

#include "bench/gate/tell/words.h"

#define COLUMNS_MOST 8

/* Colour only for what is certain. */
static enum shade shade_of(const struct gate_row *row)
{
	if (row->verdict == GATE_FAIL)
		return SHADE_WORSE;
	return gate_row_gained(row) ? SHADE_BETTER : SHADE_NONE;
}

static void add_name(struct table *table, const char *name, gate_name_writer *write_name)
{
	char *text = write_name(name);

	table_cell(table, SHADE_NONE, "%s", text ? text : "");
	free(text);
}

static void add_row(struct table *table, const struct gate_row *row, bool metric,
		    struct gate_columns columns, gate_name_writer *write_name)
{
	enum shade shade = shade_of(row);

	add_name(table, row->name, write_name);
	if (metric)
		table_cell(table, SHADE_NONE, "%s", gate_metric_words(row->metric));
	table_cell(table, shade, "%s", gate_change(row).text);
	table_cell(table, shade, "%s", gate_bounds(&row->decisive).text);
	if (columns.control)
		table_cell(table, SHADE_FAINT, "%s", gate_bounds(&row->control).text);
	if (columns.values) {
		table_cell(table, SHADE_NONE, "%s", gate_value(row, row->base).text);
		table_cell(table, SHADE_NONE, "%s", gate_value(row, row->head).text);
	}
	table_cell(table, shade, "%s", gate_verdict_words(row).text);
}

static struct table *make_table(const struct gate_record *record, bool metric,
				struct gate_columns columns)
{
	struct text confidence = gate_confidence(record);
	char interval[64] = "interval";
	struct column all[COLUMNS_MOST];
	size_t count = 0;

	if (*confidence.text)
		snprintf(interval, sizeof(interval), "%s interval", confidence.text);
	all[count++] = (struct column){"row", ALIGN_LEFT};
	if (metric)
		all[count++] = (struct column){"metric", ALIGN_LEFT};
	all[count++] = (struct column){"change", ALIGN_POINT};
	all[count++] = (struct column){interval, ALIGN_LEFT};
	if (columns.control)
		all[count++] = (struct column){"A/A control", ALIGN_LEFT};
	if (columns.values) {
		all[count++] = (struct column){"base", ALIGN_POINT};
		all[count++] = (struct column){"head", ALIGN_POINT};
	}
	all[count++] = (struct column){"verdict", ALIGN_LEFT};
	return table_new(all, count);
}

struct table *gate_table(const struct gate_record *record,
			 const struct gate_row *const *rows, size_t count,
			 struct gate_columns columns, gate_name_writer *write_name)
{
	bool metric = gate_has_metrics(record);
	struct table *table = make_table(record, metric, columns);

	for (size_t i = 0; table && i < count; i++)
		add_row(table, rows[i], metric, columns, write_name);
	return table;
}
