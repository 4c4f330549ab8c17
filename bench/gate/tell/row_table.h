/* SPDX-License-Identifier: MIT */
/* row_table.h - rows of a gate as a table, for the terminal and for Markdown. */
#ifndef BENCH_GATE_TELL_ROW_TABLE_H
#define BENCH_GATE_TELL_ROW_TABLE_H

#include "bench/gate/record/record.h"
#include "bench/report/table.h"

/* Columns that may be left out. Whatever else a row has is always shown. */
struct gate_columns {
	bool control; /* base against itself */
	bool values;  /* of base and head */
};

/* What is done with a name before it comes into a cell; returns a text to be freed, or NULL. */
typedef char *gate_name_writer(const char *name);

/* A table of these rows, to be freed; NULL: no memory. */
struct table *gate_table(const struct gate_record *record,
			 const struct gate_row *const *rows, size_t count,
			 struct gate_columns columns, gate_name_writer *write_name);

#endif
