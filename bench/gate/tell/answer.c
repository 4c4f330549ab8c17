/* SPDX-License-Identifier: MIT */
/* answer.c - what is said of a gate as a whole. See words.h. */
#include <math.h>
#include <string.h>

#include "bench/gate/tell/words.h"
#include "bench/report/shell_word.h"

#define NAMED_MOST 3   /* rows, in a sentence */
#define PASSES_SHOWN 3 /* rows, where others are folded */
#define BUDGET_STEP 10 /* seconds */

bool gate_has_metrics(const struct gate_record *record)
{
	for (size_t i = 1; i < record->row_count; i++)
		if (strcmp(record->rows[i].metric, record->rows[0].metric) != 0)
			return true;
	return false;
}

void gate_write_name(FILE *file, const struct gate_record *record,
		     const struct gate_row *row)
{
	fputs(row->name, file);
	if (gate_has_metrics(record))
		fprintf(file, " (%s)", gate_metric_words(row->metric));
}

const char *gate_word(const struct gate_record *record)
{
	switch (record->verdict) {
	case GATE_PASS:
	case GATE_WAIVED:
		return "PASS";
	case GATE_FAIL:
		return "FAIL";
	case GATE_INCONCLUSIVE:
		return "INCONCLUSIVE";
	default:
		return "COULD NOT MEASURE";
	}
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* "; 1 waived, 2 not comparable": what is not in the answer's first words. */
static void write_others(FILE *file, const struct gate_record *record)
{
	static const struct {
		enum gate_verdict verdict;
		const char *words;
	} others[] = {
		{GATE_WAIVED, "waived"},
		{GATE_INCONCLUSIVE, "inconclusive"},
		{GATE_NOT_COMPARABLE, "not comparable"},
		{GATE_UNMEASURED, "not measured"},
	};
	const char *separator = "; ";

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		size_t count = gate_count(record, others[i].verdict);

		if (!count || others[i].verdict == record->verdict)
			continue;
		fprintf(file, "%s%zu %s", separator, count, others[i].words);
		separator = ", ";
	}
}

/* The first rows, all of one verdict, a comma between, and how many more there are. */
static void write_names(FILE *file, const struct gate_record *record,
			const struct gate_row *const *rows, size_t count)
{
	for (size_t i = 0; i < count && i < NAMED_MOST; i++) {
		fputs(i ? ", " : "", file);
		if (rows[i]->verdict == GATE_FAIL)
			gate_write_loss(file, rows[i]);
		else
			gate_write_name(file, record, rows[i]);
	}
	if (count > NAMED_MOST)
		fprintf(file, " and %zu more", count - NAMED_MOST);
}

static void write_failed(FILE *file, const struct gate_record *record,
			 const struct gate_row *const *rows)
{
	size_t count = gate_count(record, GATE_FAIL);

	if (count > 1)
		fprintf(file, "%zu of %zu rows are worse: ", count, record->row_count);
	write_names(file, record, rows, count);
}

static void write_passed(FILE *file, const struct gate_record *record)
{
	size_t passed = gate_count(record, GATE_PASS), gained = 0;
	double margin = 0;

	for (size_t i = 0; i < record->row_count; i++) {
		const struct gate_row *row = &record->rows[i];

		gained += gate_row_gained(row);
		if (row->verdict == GATE_PASS)
			margin = fmax(margin, row->margin);
	}
	if (passed)
		fprintf(file, "none of %zu row%s is worse, within %s", passed,
			plural(passed), gate_share(margin).text);
	else
		fprintf(file, "nothing that is not waived is worse");
	if (gained)
		fprintf(file, ", and %zu %s better", gained, gained == 1 ? "is" : "are");
}

static bool is_need_known(const struct gate_row *row)
{
	return row->verdict == GATE_INCONCLUSIVE && isfinite(row->seconds_needed) &&
	       row->seconds_needed > 0;
}

/*
 * How many seconds more the rows need together, of which that is known. Those of one name
 * are neighbours, and metrics of the same rounds.
 */
static double seconds_needed(const struct gate_record *record, size_t *known)
{
	double seconds = 0, most = 0;

	*known = 0;
	for (size_t i = 0; i < record->row_count; i++) {
		const struct gate_row *row = &record->rows[i];

		if (i > 0 && strcmp(row->name, row[-1].name) != 0) {
			seconds += most;
			most = 0;
		}
		if (is_need_known(row)) {
			most = fmax(most, ceil(row->seconds_needed));
			*known += 1;
		}
	}
	return seconds + most;
}

/* "; about 72 s more would do for 2 of them" */
static void write_need(FILE *file, const struct gate_record *record, size_t count)
{
	size_t known;
	double seconds = seconds_needed(record, &known);

	if (!known)
		return;
	fprintf(file, "; about %s more would do", format_duration(seconds).text);
	if (known < count)
		fprintf(file, " for %zu of them", known);
}

void gate_write_more_budget(FILE *file, const struct gate_record *record)
{
	size_t known;
	double seconds = seconds_needed(record, &known) + (double)record->budget_ns / 1e9;

	/* Behind "--" it would be no option. */
	if (record->verdict != GATE_INCONCLUSIVE || !known || !record->budget_ns ||
	    strstr(record->command, " -- "))
		return;
	seconds = BUDGET_STEP * ceil(seconds / BUDGET_STEP);
	if (seconds <= GATE_BUDGET_SECONDS)
		fprintf(file, " --budget=%.0f", seconds);
}

static void write_untold(FILE *file, const struct gate_record *record,
			 const struct gate_row *const *rows)
{
	size_t count = gate_count(record, GATE_INCONCLUSIVE), skip = 0;

	while (skip < record->row_count && rows[skip]->verdict != GATE_INCONCLUSIVE)
		skip++;
	fprintf(file, "%zu of %zu row%s could not be told: ", count, record->row_count,
		plural(record->row_count));
	write_names(file, record, rows + skip, count);
	write_need(file, record, count);
}

static void write_unmeasured(FILE *file, const struct gate_record *record)
{
	size_t count = gate_count(record, GATE_UNMEASURED);

	if (*record->reason)
		fputs(record->reason, file);
	else if (count)
		fprintf(file, "%zu of %zu row%s could not be measured", count,
			record->row_count, plural(record->row_count));
	else
		fprintf(file, "nothing could be compared");
}

/* What the rows of the verdict have in common, where each side is one program. */
static void write_link(FILE *file, const struct gate_record *record)
{
	for (size_t i = 0; i < record->row_count; i++)
		if (record->rows[i].verdict == record->verdict &&
		    gate_is_of_one_link(&record->rows[i])) {
			fputs(", in this one link", file);
			return;
		}
}

void gate_write_answer(FILE *file, const struct gate_record *record,
		       const struct gate_row *const *rows)
{
	if (record->verdict == GATE_FAIL)
		write_failed(file, record, rows);
	else if (record->verdict == GATE_INCONCLUSIVE)
		write_untold(file, record, rows);
	else if (record->verdict != GATE_PASS && record->verdict != GATE_WAIVED)
		write_unmeasured(file, record);
	else if (record->same)
		fputs("the programs are equal: nothing was measured", file);
	else
		write_passed(file, record);
	if (record->verdict == GATE_FAIL || record->verdict == GATE_PASS)
		write_link(file, record);
	write_others(file, record);
}

/* The run whose rounds decided the last; NULL: none were played, or kept. */
static const char *deciding_run(const struct gate_record *record)
{
	const char *run = NULL;

	for (size_t i = 0; i < record->row_count && *record->folder; i++) {
		const struct gate_row *row = &record->rows[i];

		if (row->counted || !gate_is_measured(&row->decisive))
			continue;
		if (row->stage == GATE_CONFIRMED)
			return "confirm";
		run = "first";
	}
	return run;
}

void gate_write_report_command(FILE *file, const char *before,
			       const struct gate_record *record)
{
	const char *run = deciding_run(record);
	char path[4096];

	if (!run)
		return;
	snprintf(path, sizeof(path), "%.4000s/%s", record->folder, run);
	fprintf(file, "%sduet report ", before);
	shell_word_write(file, path);
}

/* How near a command's runs come, and what comes nearer. */
static void write_precision(FILE *file, const struct gate_row *row)
{
	double half = (row->decisive.ratio.high - row->decisive.ratio.low) / 2;

	if (row->verdict != GATE_INCONCLUSIVE || !gate_is_command(row))
		return;
	fputs(" Whole commands scatter", file);
	if (gate_is_measured(&row->decisive) && isfinite(half))
		fprintf(file, ": expect ±%s; four times the budget halves that",
			format_percent(half).text);
	fputs("; rows of a worker are far more precise (docs/gate.md).", file);
}

static void write_next(FILE *file, const struct gate_record *record)
{
	for (size_t i = 0; i < record->row_count; i++)
		write_precision(file, &record->rows[i]);
	if (record->verdict == GATE_INCONCLUSIVE || record->verdict == GATE_UNMEASURED) {
		fprintf(file, " Again: %s", record->command);
		gate_write_more_budget(file, record);
	} else {
		gate_write_report_command(file, " The rounds: ", record);
	}
}

void gate_write_conclusion(FILE *file, const struct gate_record *record,
			   const struct gate_row *const *rows)
{
	gate_write_answer(file, record, rows);
	fputc('.', file);
	write_next(file, record);
}

void gate_write_extent(FILE *file, const struct gate_record *record, const char *separator)
{
	if (record->row_count) {
		fprintf(file, "%zu row%s%s", record->row_count, plural(record->row_count),
			separator);
		if (!gate_has_metrics(record))
			fprintf(file, "%s, ", gate_metric_words(record->rows[0].metric));
		fprintf(file, "lower is better%s", separator);
	}
	if (record->layouts)
		fprintf(file, "%zu layout%s%s", record->layouts, plural(record->layouts),
			separator);
	fputs(format_duration((double)record->elapsed_ns / 1e9).text, file);
}

struct text gate_confidence(const struct gate_record *record)
{
	double least = INFINITY, most = 0;
	struct text text = {""};

	for (size_t i = 0; i < record->row_count; i++) {
		const struct gate_ratio *ratio = &record->rows[i].decisive;

		if (!*gate_bounds(ratio).text || !isfinite(ratio->confidence))
			continue;
		least = fmin(least, ratio->confidence);
		most = fmax(most, ratio->confidence);
	}
	if (most > 0 && most - least < 0.00005)
		snprintf(text.text, sizeof(text.text), "%.4g %%", 100 * most);
	else if (most > 0)
		snprintf(text.text, sizeof(text.text), "%.4g … %.4g %%", 100 * least,
			 100 * most);
	return text;
}

void gate_write_folded(FILE *file, const struct gate_row *const *rows, size_t count)
{
	size_t gained = 0;
	bool time = true;

	for (size_t i = 0; i < count; i++) {
		gained += gate_row_gained(rows[i]);
		time &= !strcmp(rows[i]->metric, "wall");
	}
	if (count > gained)
		fprintf(file, "%zu more as %s", count - gained, time ? "fast" : "good");
	if (gained)
		fprintf(file, "%s%zu %s", count > gained ? ", " : "", gained,
			time ? "faster" : "better");
}

size_t gate_shown(const struct gate_record *record, bool verbose)
{
	size_t others = record->row_count - gate_count(record, GATE_PASS);
	size_t most = others + PASSES_SHOWN;

	/* a line that says "1 more" is as long as the one */
	return verbose || record->row_count <= most + 1 ? record->row_count : most;
}

/* How far the control's interval reaches from 1; below 0: it has none. */
static double reach(const struct gate_row *row)
{
	const struct estimate *ratio = &row->control.ratio;

	if (!*gate_bounds(&row->control).text)
		return -1;
	return fmax(fabs(ratio->low - 1), fabs(ratio->high - 1));
}

const struct gate_row *gate_widest_control(const struct gate_record *record)
{
	const struct gate_row *widest = NULL;
	double most = -1;

	for (size_t i = 0; i < record->row_count; i++) {
		double reached = reach(&record->rows[i]);

		if (reached > most) {
			most = reached;
			widest = &record->rows[i];
		}
	}
	return widest;
}
