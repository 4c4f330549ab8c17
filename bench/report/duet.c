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

/* Whether set-up came so far that the record knows its work; an interrupted run ends before. */
static bool is_set_up(const struct contestant_record *record)
{
	return record->parameter_count || (record->checksum && *record->checksum);
}

static bool same_work(const struct contestant_record *a, const struct contestant_record *b)
{
	return strcmp(a->workload, b->workload) == 0 &&
	       (!is_set_up(a) || !is_set_up(b) || records_share_parameters(a, b));
}

bool duet_is_mixed(const struct duet_summary *duet)
{
	for (size_t i = 1; i < duet->count; i++)
		if (!same_work(duet->contestants[0].record, duet->contestants[i].record))
			return true;
	return false;
}

const struct contestant_summary *duet_base(const struct duet_summary *duet)
{
	return &duet->contestants[duet->base];
}

int64_t duet_parameter(const struct duet_summary *duet, const char *name)
{
	const struct contestant_record *first = duet->record->contestants;

	for (size_t i = 0; duet->count && i < first->parameter_count; i++)
		if (strcmp(first->parameters[i].name, name) == 0)
			return first->parameters[i].value;
	return -1;
}

bool duet_parameter_varies(const struct summary *summary, const struct duet_summary *duet,
			   const char *name)
{
	for (size_t i = 0; i < summary->count; i++)
		if (strcmp(summary->duets[i].record->workload, duet->record->workload) ==
			    0 &&
		    duet_parameter(&summary->duets[i], name) != duet_parameter(duet, name))
			return true;
	return false;
}

bool duet_counts(const char *name)
{
	size_t length = strlen(name);

	return length > 1 && name[length - 1] == 's' && strcmp(name, "bytes") != 0;
}

/* What neither counts things nor is a number of its name: "20,000 requests/s". */
static const struct {
	const char *name, *before, *behind;
} phrases[] = {
	{"rate", "", " requests/s"},	   {"percent", "", " % load"},
	{"patience", "patience ", " ms"},  {"work", "work ", ""},
	{"poisson", "random times", NULL},
};

struct text duet_parameter_words(const char *name, int64_t value)
{
	struct text number = format_count(value), text;
	int length = (int)strlen(name) - (value == 1);

	if (duet_counts(name))
		snprintf(text.text, sizeof(text.text), "%.24s %.*s", number.text,
			 length < 20 ? length : 20, name);
	else
		snprintf(text.text, sizeof(text.text), "%.20s %.24s", name, number.text);
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		if (strcmp(phrases[i].name, name) == 0)
			snprintf(text.text, sizeof(text.text), "%s%.20s%s",
				 phrases[i].before, phrases[i].behind ? number.text : "",
				 phrases[i].behind ? phrases[i].behind : "");
	return text;
}

bool duet_is_off(const struct named_value *parameter)
{
	return parameter->value == 0;
}

bool duet_is_on_one_core(const struct duet_summary *duet)
{
	return strcmp(duet->record->cores, "one") == 0;
}

const char *duet_pinning_words(const struct duet_summary *duet)
{
	return duet_is_on_one_core(duet) ? "all on one core" : "not pinned, on all cores";
}

const char *duet_cores_words(const struct duet_summary *duet)
{
	if (!duet->elsewhere)
		return "";
	return duet_is_on_one_core(duet) ? ", one core" : ", all cores";
}

/* The contestants of a mixed duet, "a against b". */
static void write_mixed_name(FILE *file, const struct duet_summary *duet)
{
	for (size_t i = 0; i < duet->count; i++)
		if (&duet->contestants[i] != duet->control)
			fprintf(file, "%s%s", i ? " against " : "",
				duet->contestants[i].record->label);
}

void duet_write_name(FILE *file, const struct duet_summary *duet)
{
	const struct contestant_record *first = duet->record->contestants;

	if (duet_is_mixed(duet)) {
		write_mixed_name(file, duet);
		return;
	}
	fputs(duet->record->workload, file);
	for (size_t i = 0; duet->count && i < first->parameter_count; i++)
		if (!duet_is_off(&first->parameters[i]))
			fprintf(file, ", %s=%s", first->parameters[i].name,
				format_count(first->parameters[i].value).text);
	fputs(duet_cores_words(duet), file);
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
	for (size_t i = 0; i < duet->count; i++)
		if (i != duet->base && !duet->contestants[i].record->control)
			return &duet->contestants[i];
	return NULL;
}

const char *duet_question(const struct duet_summary *duet)
{
	return duet_is_mixed(duet)
		       ? "What does an operation of each cost? The work is not the same."
		       : duet->record->question;
}

const char *duet_operation(const struct duet_summary *duet)
{
	return duet_is_mixed(duet) ? "an operation" : duet->record->operation;
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

/* Start a sentence with a name: "threads" becomes "Threads", a path stays as it is. */
static void write_capital(FILE *file, const char *name)
{
	bool plain = name[strspn(name, "abcdefghijklmnopqrstuvwxyz-")] == '\0';

	fprintf(file, "%c%s", plain ? toupper((unsigned char)*name) : *name, name + 1);
}

struct text duet_verb(const char *subject, const char *stem)
{
	size_t length = strlen(subject);
	bool many = length && subject[length - 1] == 's';
	struct text text;

	snprintf(text.text, sizeof(text.text), "%.30s%s", stem, many ? "" : "s");
	return text;
}

/* "2.25 [2.10, 2.40] ×", marked. */
static void write_times(FILE *file, const struct estimate *ratio, const char *emphasis)
{
	fprintf(file, "%s%s ×%s", emphasis,
		format_interval(ratio->value, ratio->low, ratio->high).text, emphasis);
}

static void write_need(FILE *file, const struct duet_summary *duet,
		       const struct contestant_summary *contestant, const char *emphasis,
		       void (*write_name)(FILE *file, const char *name))
{
	/* say it from the side of the one that costs more, so that the number is above 1 */
	struct estimate ratio = *summary_ratio(duet, contestant);
	bool less = verdict_of(&ratio) == VERDICT_LESS;
	const char *base = duet_base(duet)->record->label,
		   *name = contestant->record->label;

	if (less)
		ratio = estimate_inverse(&ratio);
	write_name(file, less ? base : name);
	fprintf(file, " %s ", duet_verb(less ? base : name, "need").text);
	write_times(file, &ratio, emphasis);
	fprintf(file, " the %s of %s", duet_metric_words(duet), less ? name : base);
}

static void write_small(FILE *file, const char *name)
{
	fputs(name, file);
}

void duet_write_need(FILE *file, const struct duet_summary *duet,
		     const struct contestant_summary *contestant, const char *emphasis)
{
	write_need(file, duet, contestant, emphasis, write_small);
}

/* Neither is known to cost more: say what would have been seen. */
static void write_unclear(FILE *file, const struct duet_summary *duet,
			  const struct contestant_summary *rival)
{
	const struct estimate *ratio = summary_ratio(duet, rival);

	fprintf(file,
		"No difference found between %s and %s (~ %s); a difference over %s would "
		"have been",
		duet_base(duet)->record->label, rival->record->label,
		format_interval(ratio->value, ratio->low, ratio->high).text,
		format_percent(estimate_resolution(ratio)).text);
}

/* Different work: no side is taken. */
static void write_mixed(FILE *file, const struct duet_summary *duet,
			const struct contestant_summary *rival, const char *emphasis)
{
	fprintf(file, "An operation of %s costs ", rival->record->label);
	write_times(file, summary_ratio(duet, rival), emphasis);
	fprintf(file, " one of %s in %s; the work is not the same",
		duet_base(duet)->record->label, duet_metric_words(duet));
}

static void write_rival(FILE *file, const struct duet_summary *duet,
			const struct contestant_summary *rival, const char *emphasis)
{
	if (duet_is_mixed(duet)) {
		write_mixed(file, duet, rival, emphasis);
	} else if (verdict_of(summary_ratio(duet, rival)) == VERDICT_UNCLEAR) {
		write_unclear(file, duet, rival);
	} else {
		write_need(file, duet, rival, emphasis, write_capital);
		fprintf(file, " for %s", duet->record->operation);
	}
	fputc('.', file);
}

void duet_write_sentence(FILE *file, const struct duet_summary *duet, const char *emphasis)
{
	char why[256];
	bool told = false;

	if (!duet->rounds || !duet_rival(duet))
		return;
	for (size_t i = 0; i < duet->count; i++) {
		const struct contestant_summary *rival = &duet->contestants[i];

		if (i == duet->base || rival == duet->control ||
		    verdict_of(summary_ratio(duet, rival)) == VERDICT_NONE)
			continue;
		fputs(told ? " " : "", file);
		write_rival(file, duet, rival, emphasis);
		told = true;
	}
	if (!told)
		fprintf(file, "%s; --rounds=20 or more would tell a difference.",
			duet->rounds == 1 ? "No interval from 1 round" : "No interval");
	else if (duet_is_doubtful(duet, why, sizeof(why)))
		fprintf(file, " %sNot to be trusted:%s %s.", emphasis, emphasis, why);
}

void duet_write_control(FILE *file, const struct duet_summary *duet)
{
	const struct estimate *ratio =
		duet->control ? summary_ratio(duet, duet->control) : NULL;

	if (!ratio || !ratio->rounds)
		return;
	fprintf(file, "A/A control (%s against itself): %s",
		duet->contestants[0].record->label,
		isfinite(ratio->low)
			? format_interval(ratio->value, ratio->low, ratio->high).text
			: format_number(ratio->value).text);
}
