/* SPDX-License-Identifier: MIT */
/* words.c - what is said of a row. See words.h. */
#include "bench/gate/tell/words.h"

#include <math.h>
#include <string.h>

#include "bench/gate/metric.h"

#define MINUS "−"

/* A record may be of another version, and have a metric that this one does not know. */
static const struct gate_metric *metric_of(const char *name)
{
	static const struct gate_metric unknown = {
		.words = "", .worse = "more", .same = "as much", .better = "less"};
	const struct gate_metric *metric = gate_metric_find(name);

	return metric ? metric : &unknown;
}

const char *gate_metric_words(const char *metric)
{
	const struct gate_metric *found = gate_metric_find(metric);

	return found ? found->words : metric;
}

/* So many per cent with a sign, but none before 0. */
static struct text signed_number(double percent, int decimals)
{
	struct text size = format_fixed(fabs(percent), decimals), text;
	bool zero = strspn(size.text, "0.") == strlen(size.text);

	snprintf(text.text, sizeof(text.text), "%s%.20s",
		 zero ? "" : (percent < 0 ? MINUS : "+"), size.text);
	return text;
}

/* Decimals that tell the ends of an interval apart, and no more than these are worth. */
static int decimals_of(const struct gate_ratio *ratio)
{
	double half = 50 * (ratio->ratio.high - ratio->ratio.low);

	if (!isfinite(half))
		return 2;
	return half >= 10 ? 0 : half >= 0.1 ? 1 : 2;
}

/* Something is counted where the base has nothing: no number of per cent tells that. */
static bool is_new(const struct gate_row *row)
{
	return row->counted && row->base <= 0 && row->head > 0;
}

struct text gate_change(const struct gate_row *row)
{
	const struct gate_ratio *ratio = &row->decisive;
	struct text text = {"-"};

	if (is_new(row))
		snprintf(text.text, sizeof(text.text), "+%.30s",
			 format_number(row->head).text);
	else if (gate_is_measured(ratio))
		snprintf(text.text, sizeof(text.text), "%.30s %%",
			 signed_number(100 * (ratio->ratio.value - 1), decimals_of(ratio))
				 .text);
	return text;
}

struct text gate_bounds(const struct gate_ratio *ratio)
{
	const struct estimate *r = &ratio->ratio;
	int decimals = decimals_of(ratio);
	struct text text = {""};

	if (gate_is_measured(ratio) && isfinite(r->low) && isfinite(r->high))
		snprintf(text.text, sizeof(text.text), "[%.20s, %.20s]",
			 signed_number(100 * (r->low - 1), decimals).text,
			 signed_number(100 * (r->high - 1), decimals).text);
	return text;
}

struct text gate_share(double share)
{
	struct text text = {"-"};

	if (isfinite(share))
		snprintf(text.text, sizeof(text.text), "%.3g %%", 100 * share);
	return text;
}

struct text gate_value(const struct gate_row *row, double value)
{
	struct text text;

	if (!isfinite(value))
		return (struct text){"-"};
	if (!strcmp(row->unit, "ns"))
		return format_time(value);
	if (!strcmp(row->unit, "bytes"))
		return format_bytes(value);
	snprintf(text.text, sizeof(text.text), "%.24s%s%.20s", format_number(value).text,
		 *row->unit ? " " : "", row->unit);
	return text;
}

bool gate_is_command(const struct gate_row *row)
{
	return !strcmp(row->name, "command");
}

bool gate_is_of_one_link(const struct gate_row *row)
{
	return row->layouts == 1 && !row->counted && !gate_is_command(row) &&
	       (!strcmp(row->metric, "wall") || !strcmp(row->metric, "cpu"));
}

/* "slower, confirmed"; "slower in this one link, confirmed" */
static struct text loss_words(const struct gate_row *row)
{
	struct text text;

	snprintf(text.text, sizeof(text.text), "%s%s%s%s", metric_of(row->metric)->worse,
		 gate_is_of_one_link(row) ? " in this one link" : "",
		 row->verdict == GATE_WAIVED	? ", waived"
		 : row->stage == GATE_CONFIRMED ? ", confirmed"
						: "",
		 row->counted ? ", counted" : "");
	return text;
}

/* "as fast (within 1 %)"; a gain is said too. */
static struct text pass_words(const struct gate_row *row)
{
	const struct gate_metric *metric = metric_of(row->metric);
	struct text text = {""};

	if (gate_row_gained(row))
		snprintf(text.text, sizeof(text.text), "%s", metric->better);
	else
		snprintf(text.text, sizeof(text.text), "%s (within %.20s)", metric->same,
			 gate_share(row->margin).text);
	return text;
}

static struct text inconclusive_words(const struct gate_row *row)
{
	struct text text = {"inconclusive"};

	if (row->control_failed)
		return (struct text){"inconclusive: the control failed"};
	if (isfinite(row->seconds_needed) && row->seconds_needed > 0)
		snprintf(text.text, sizeof(text.text), "inconclusive: about %.14s more",
			 format_duration(ceil(row->seconds_needed)).text);
	else if (isfinite(row->rounds_needed) && row->rounds_needed > 0)
		snprintf(text.text, sizeof(text.text), "inconclusive: %.14s more rounds",
			 format_number(ceil(row->rounds_needed)).text);
	return text;
}

struct text gate_verdict_words(const struct gate_row *row)
{
	switch (row->verdict) {
	case GATE_FAIL:
	case GATE_WAIVED:
		return loss_words(row);
	case GATE_INCONCLUSIVE:
		return inconclusive_words(row);
	case GATE_NOT_COMPARABLE:
		return (struct text){"not comparable"};
	case GATE_UNMEASURED:
		return (struct text){"could not be measured"};
	default:
		return pass_words(row);
	}
}

void gate_write_loss(FILE *file, const struct gate_row *row)
{
	const struct gate_ratio *ratio = &row->decisive;
	struct text by = format_fixed(100 * (ratio->ratio.value - 1), decimals_of(ratio));

	if (is_new(row))
		fprintf(file, "%s needs %s %s, and needed none", row->name,
			format_number(row->head).text, gate_metric_words(row->metric));
	else if (!strcmp(row->metric, "wall"))
		fprintf(file, "%s is %s %% slower", row->name, by.text);
	else
		fprintf(file, "%s needs %s %% more %s", row->name, by.text,
			gate_metric_words(row->metric));
}

/* "+2.4 % [+2.1, +2.7] (96 % interval), 10.4 ns → 10.7 ns, tolerance 1 %" */
static void write_measured(FILE *file, const struct gate_row *row)
{
	struct text bounds = gate_bounds(&row->decisive),
		    control = gate_bounds(&row->control);

	fputs(gate_change(row).text, file);
	if (*bounds.text)
		fprintf(file, " %s (%.4g %% interval)", bounds.text,
			100 * row->decisive.confidence);
	fprintf(file, ", %s → %s", gate_value(row, row->base).text,
		gate_value(row, row->head).text);
	if (*control.text)
		fprintf(file, ", A/A control %s", control.text);
	fprintf(file, ", tolerance %s", gate_share(row->tolerance).text);
}

const char *gate_waiver_label(const struct gate_row *row)
{
	if (!*row->waiver)
		return "";
	return row->verdict == GATE_WAIVED ? "waived: " : "waiver: ";
}

void gate_write_row(FILE *file, const struct gate_row *row)
{
	if (gate_is_measured(&row->decisive)) {
		write_measured(file, row);
		fputs(": ", file);
	}
	fputs(gate_verdict_words(row).text, file);
	if (*row->reason)
		fprintf(file, "; %s", row->reason);
	if (*row->waiver)
		fprintf(file, "; waiver: %s", row->waiver);
}
