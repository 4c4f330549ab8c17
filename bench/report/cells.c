/* SPDX-License-Identifier: MIT */
/* cells.c - the cells that several tables have. See cells.h. */
#include "bench/report/cells.h"

#include <math.h>

#include "bench/report/duet.h"
#include "bench/report/format.h"

void cell_absent(struct table *table)
{
	table_cell(table, SHADE_FAINT, "-");
}

void cell_number(struct table *table, const struct estimate *estimate, double unit)
{
	if (estimate && estimate->rounds)
		table_cell(table, SHADE_NONE, "%s",
			   format_number(estimate->value / unit).text);
	else
		cell_absent(table);
}

void cell_estimate(struct table *table, const struct estimate *estimate, double unit)
{
	double value = estimate->value / unit, low = estimate->low / unit,
	       high = estimate->high / unit;
	int decimals = format_interval_decimals(value, low, high);

	if (!estimate->rounds) {
		cell_absent(table);
		cell_absent(table);
		return;
	}
	table_cell(table, SHADE_NONE, "%s", format_fixed(value, decimals).text);
	if (isfinite(low))
		table_cell(table, SHADE_NONE, "%s … %s", format_fixed(low, decimals).text,
			   format_fixed(high, decimals).text);
	else
		cell_absent(table);
}

void cell_ratio(struct table *table, const struct estimate *ratio)
{
	enum verdict verdict = verdict_of(ratio);
	enum shade shade = verdict == VERDICT_LESS   ? SHADE_BETTER
			   : verdict == VERDICT_MORE ? SHADE_WORSE
						     : SHADE_NONE;

	if (!ratio->rounds) {
		cell_absent(table);
		table_cell(table, SHADE_NONE, "%s", "");
		return;
	}
	table_cell(table, shade, "%s%s", verdict == VERDICT_UNCLEAR ? "~ " : "",
		   format_fixed(
			   ratio->value,
			   format_interval_decimals(ratio->value, ratio->low, ratio->high))
			   .text);
	table_cell(table, shade, "%s",
		   verdict == VERDICT_NONE
			   ? ""
			   : format_bounds(ratio->value, ratio->low, ratio->high).text);
}

void cell_busy(struct table *table, const struct contestant_summary *contestant,
	       const char *mark)
{
	const struct estimate *busy = &contestant->values[MEASURE_DRIVER_UTILISATION];

	if (busy->rounds)
		table_cell(table, SHADE_NONE, "%s%s", format_percent(busy->value).text,
			   mark);
	else
		cell_absent(table);
}
