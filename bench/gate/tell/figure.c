/* SPDX-License-Identifier: MIT */
/* figure.c - data and drawing of a gate's figure. See figure.h. */
#include "bench/gate/tell/figure.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/gate/tell/words.h"
#include "bench/report/gnuplot.h"
#include "bench/report/utf8.h"
#include "bench/stats/sorted.h"
#include "bench/store/folder.h"

#define LABEL_MOST 40	/* characters */
#define LIMIT_LEAST 3.0 /* per cent that the axis has on either side, at least */
#define MEDIANS_SHOWN 4 /* of the rows' reaches: what reaches further is cut off */

/* How a row is drawn; gate.gp knows these numbers. */
enum look {
	LOOK_PASS = 1,
	LOOK_GAIN,
	LOOK_INCONCLUSIVE,
	LOOK_WAIVED,
	LOOK_FAIL,
};

static enum look look_of(const struct gate_row *row)
{
	switch (row->verdict) {
	case GATE_FAIL:
		return LOOK_FAIL;
	case GATE_WAIVED:
		return LOOK_WAIVED;
	case GATE_PASS:
		return gate_row_gained(row) ? LOOK_GAIN : LOOK_PASS;
	default:
		return LOOK_INCONCLUSIVE;
	}
}

static double percent(double ratio)
{
	return 100 * (ratio - 1);
}

/* The ends of the interval in per cent; the value itself where there is none. */
static void ends_of(const struct gate_ratio *ratio, double *low, double *high)
{
	const struct estimate *r = &ratio->ratio;

	*low = percent(isfinite(r->low) ? r->low : r->value);
	*high = percent(isfinite(r->high) ? r->high : r->value);
}

/* How far the row reaches from 0, in per cent. */
static double reach(const struct gate_row *row)
{
	double low, high;

	ends_of(&row->decisive, &low, &high);
	return fmax(fmax(fabs(low), fabs(high)), 100 * row->margin);
}

/*
 * How far the axis goes: as far as the rows, but one of +200 % must not press all others together.
 * NaN: no memory.
 */
static double limit_of(const struct gate_row *const *rows, size_t count)
{
	double *reaches = calloc(count + 1, sizeof(*reaches)), limit = NAN;

	if (!reaches)
		return limit;
	for (size_t i = 0; i < count; i++)
		reaches[i] = reach(rows[i]);
	sort_ascending(reaches, count);
	limit = LIMIT_LEAST;
	if (count)
		limit = fmax(limit,
			     fmin(reaches[count - 1], MEDIANS_SHOWN * reaches[count / 2]));
	free(reaches);
	return limit;
}

/* A name as gnuplot's field: one line, no quotes, and not too long. */
static void write_label(FILE *file, const struct gate_record *record,
			const struct gate_row *row)
{
	char label[512];

	if (gate_has_metrics(record))
		snprintf(label, sizeof(label), "%.400s, %.40s", row->name,
			 gate_metric_words(row->metric));
	else
		snprintf(label, sizeof(label), "%.400s", row->name);
	utf8_unquoted_line(label);
	utf8_write_short(file, label, LABEL_MOST);
}

static double within(double value, double limit)
{
	return fmin(fmax(value, -limit), limit);
}

/* The ends of the control, where it has an interval. */
static void write_control(FILE *file, const struct gate_row *row, double limit)
{
	double low, high;

	ends_of(&row->control, &low, &high);
	if (gate_is_measured(&row->control))
		fprintf(file, "\t%.5g\t%.5g", within(low, limit), within(high, limit));
	else
		fputs("\tNaN\tNaN", file);
}

static void write_row(FILE *file, const struct gate_record *record,
		      const struct gate_row *row, double limit)
{
	double value = percent(row->decisive.ratio.value), low, high;
	const char *beyond = value > limit ? "▶ " : value < -limit ? "◀ " : "";

	ends_of(&row->decisive, &low, &high);
	write_label(file, record, row);
	fprintf(file, "\t%.5g\t%.5g\t%.5g", within(value, limit), within(low, limit),
		within(high, limit));
	write_control(file, row, limit);
	fprintf(file, "\t%.5g\t%.5g\t%d\t%s%s\n", 100 * row->tolerance, 100 * row->margin,
		(int)look_of(row), beyond, gate_change(row).text);
}

int gate_figure_data(FILE *file, const struct gate_record *record, double *limit)
{
	const struct gate_row **rows = gate_order(record);
	size_t count = 0;

	if (!rows)
		return -ENOMEM;
	for (size_t i = 0; i < record->row_count; i++)
		if (gate_is_measured(&rows[i]->decisive))
			rows[count++] = rows[i];
	*limit = limit_of(rows, count);
	fputs("row\tchange\tlow\thigh\tcontrol_low\tcontrol_"
	      "high\ttolerance\tmargin\tlook\ttext\n",
	      file);
	for (size_t i = 0; i < count; i++)
		write_row(file, record, rows[i], *limit);
	free(rows);
	return isnan(*limit) ? -ENOMEM : (int)count;
}

/* "main (3f2c1a9) → working tree": what each costs, in per cent of the base */
static void write_title(char *title, size_t size, const struct gate_record *record)
{
	snprintf(title, size, "%.60s → %.60s: %s", record->base, record->head,
		 gate_word(record));
	utf8_one_line(title);
}

static int draw(const char *folder, const struct gate_record *record, double limit,
		struct problem *problem)
{
	char scripts[4096], title[256], most[32];
	const char *arguments[] = {"gate.tsv", "gate.svg", title, most, NULL};
	int result = gnuplot_scripts(scripts, sizeof(scripts));

	if (result < 0) {
		problem_set(problem, result, "no figure: its script was not found");
		problem_remedy(problem, "set DUET_FIGURES to the folder scripts/figures");
		return result;
	}
	write_title(title, sizeof(title), record);
	snprintf(most, sizeof(most), "%.5g", limit);
	result = gnuplot_draw(folder, scripts, "gate.gp", arguments);
	if (result < 0) {
		problem_set(problem, result, "no figure: gnuplot %s",
			    result == -ENOENT ? "is not installed" : "failed (see above)");
		if (result == -ENOENT)
			problem_remedy(problem, "install gnuplot-nox");
	}
	return result;
}

/* Make the folder and write the table. Returns the rows, or -errno with the problem. */
static int put_data(const char *folder, const struct gate_record *record, double *limit,
		    struct problem *problem)
{
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);
	int rows = file ? gate_figure_data(file, record, limit) : -ENOMEM, result;

	if (file && fclose(file))
		rows = -ENOMEM;
	result = rows < 0 ? rows : folder_make(folder);
	if (result == 0)
		result = folder_put(folder, "gate.tsv", text, bytes);
	free(text);
	if (result < 0)
		return problem_set(problem, result, "cannot write %s/gate.tsv: %s", folder,
				   strerror(-result));
	return rows;
}

int gate_figure_draw(const struct gate_record *record, struct problem *problem)
{
	char *folder = NULL, *former = NULL;
	double limit = 0;
	int result = -ENOMEM;

	if (asprintf(&folder, "%s/figures", record->folder) < 0)
		return problem_set(problem, result, "no memory for a figure");
	if (asprintf(&former, "%s/gate.svg", folder) >= 0) {
		unlink(former); /* a former gate's is not this one's */
		free(former);
	}
	result = put_data(folder, record, &limit, problem);
	if (result > 0) {
		result = draw(folder, record, limit, problem);
		result = result < 0 ? result : 1;
	}
	free(folder);
	return result;
}
