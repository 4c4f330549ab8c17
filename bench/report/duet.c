/* SPDX-License-Identifier: MIT */
/* duet.c - one duet in words. See duet.h; its tables are in duet_table.c. */
#include "bench/report/duet.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum verdict verdict_of(const struct estimate *ratio)
{
	if (!ratio->rounds || !isfinite(ratio->low) || !isfinite(ratio->high))
		return VERDICT_NONE;
	if (!estimate_excludes_one(ratio))
		return VERDICT_UNCLEAR;
	return ratio->low > 1 ? VERDICT_MORE : VERDICT_LESS;
}

void duet_write_name(FILE *file, const struct duet_summary *duet)
{
	const struct contestant_record *first = duet->record->contestants;

	fputs(duet->record->workload, file);
	for (size_t i = 0; duet->count && i < first->parameter_count; i++)
		fprintf(file, ", %s=%s", first->parameters[i].name,
			format_count(first->parameters[i].value).text);
}

struct unit duet_unit(const struct duet_summary *duet)
{
	double smallest = INFINITY;

	for (size_t i = 0; i < duet->count; i++) {
		const struct estimate *value = summary_value(duet, &duet->contestants[i]);

		if (value->rounds && value->value > 0 && value->value < smallest)
			smallest = value->value;
	}
	if (!isfinite(smallest))
		smallest = 1;
	return duet->metric == MEASURE_MEMORY ? format_unit_bytes(smallest)
					      : format_unit(smallest);
}

const struct contestant_summary *duet_rival(const struct duet_summary *duet)
{
	for (size_t i = 1; i < duet->count; i++)
		if (!duet->contestants[i].record->control)
			return &duet->contestants[i];
	return NULL;
}

const char *duet_metric_words(const struct duet_summary *duet)
{
	if (duet->metric == MEASURE_MEMORY)
		return "memory";
	return duet->metric == MEASURE_CPU ? "processor time" : "elapsed time";
}

const char *duet_metric_heading(const struct duet_summary *duet)
{
	if (duet->metric == MEASURE_MEMORY)
		return "Memory";
	return duet->metric == MEASURE_CPU ? "Processor time" : "Elapsed time";
}

struct text duet_format_value(const struct duet_summary *duet, double value)
{
	return duet->metric == MEASURE_MEMORY ? format_bytes(value) : format_time(value);
}

/* Start a sentence with the text: "a pass" becomes "A pass". */
static void write_capital(FILE *file, const char *text)
{
	if (*text)
		fprintf(file, "%c%s", toupper((unsigned char)*text), text + 1);
}

/* Neither is known to cost more: say what would have been seen. */
static void write_unclear(FILE *file, const struct duet_summary *duet,
			  const struct contestant_summary *rival,
			  const struct estimate *ratio)
{
	fprintf(file,
		"No difference found between %s and %s (~ %s); a difference over %s would "
		"have been.",
		duet->contestants[0].record->label, rival->record->label,
		format_interval(ratio->value, ratio->low, ratio->high).text,
		format_percent(estimate_resolution(ratio)).text);
}

void duet_write_sentence(FILE *file, const struct duet_summary *duet, const char *emphasis)
{
	const struct contestant_summary *rival = duet_rival(duet);
	const struct estimate *ratio = rival ? summary_ratio(duet, rival) : NULL;
	const char *dear, *cheap;
	enum verdict verdict;
	struct text times;

	if (!duet->rounds || !rival)
		return;
	verdict = verdict_of(ratio);
	if (verdict == VERDICT_NONE) {
		fputs("Too few rounds to tell a difference; --rounds=20 or more would.",
		      file);
		return;
	}
	if (verdict == VERDICT_UNCLEAR) {
		write_unclear(file, duet, rival, ratio);
		return;
	}
	/* say it from the side of the one that costs more, so that the number is above 1 */
	dear = rival->record->label;
	cheap = duet->contestants[0].record->label;
	times = format_interval(ratio->value, ratio->low, ratio->high);
	if (verdict == VERDICT_LESS) {
		dear = duet->contestants[0].record->label;
		cheap = rival->record->label;
		times = format_interval(1 / ratio->value, 1 / ratio->high, 1 / ratio->low);
	}
	write_capital(file, duet->record->operation);
	fprintf(file, " takes %s %s%s%s times the %s that it takes %s.", dear, emphasis,
		times.text, emphasis, duet_metric_words(duet), cheap);
}

void duet_write_control(FILE *file, const struct duet_summary *duet)
{
	const struct estimate *ratio =
		duet->control ? summary_ratio(duet, duet->control) : NULL;

	if (!ratio || !ratio->rounds)
		return;
	fprintf(file, "A/A control (%s against itself): %s",
		duet->contestants[0].record->label,
		format_interval(ratio->value, ratio->low, ratio->high).text);
}
