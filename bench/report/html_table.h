/* SPDX-License-Identifier: MIT */
/* html_table.h - tables of a page: wide ones, and cells that must not be taken for what they look like. */
#ifndef BENCH_REPORT_HTML_TABLE_H
#define BENCH_REPORT_HTML_TABLE_H

#include <cmark-gfm.h>
#include <stdbool.h>

/*
 * Mark the cells of numbers in doubt, and put the table into a box that scrolls, also by the
 * keyboard. `headed`: each cell has its column's heading with it, for screens on which a row
 * is a block.
 */
void html_table_take(cmark_node *table, bool headed);

#endif
