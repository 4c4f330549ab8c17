/* SPDX-License-Identifier: MIT */
/* family_words.c - a family in words: its name, and who costs less from where on. See family.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/report/family.h"
#include "bench/report/open_loop.h"

bool family_is_open(const struct family *family)
{
	for (size_t i = 0; i < family->count; i++)
		if (open_loop_is(family->duets[i]))
			return true;
	return false;
}

struct unit family_latency_unit(const struct family *family)
{
	struct unit least = duet_latency_unit(family->duets[0]);

	for (size_t i = 1; i < family->count; i++) {
		struct unit unit = duet_latency_unit(family->duets[i]);

		if (unit.ns < least.ns)
			least = unit;
	}
	return least;
}

struct text family_crossover_words(const struct crossover *crossover)
{
	bool open = isnan(crossover->low);
	double low = open ? crossover->least : crossover->low;
	struct text text;

	snprintf(text.text, sizeof(text.text), "%s%.18s and %.18s", open ? "≤ " : "",
		 format_count((int64_t)low).text,
		 format_count((int64_t)crossover->high).text);
	return text;
}

void family_write_name(FILE *file, const struct family *family)
{
	const struct duet_summary *duet = family->duets[0];
	const struct contestant_record *first = duet->record->contestants;

	fprintf(file, "%s over %s", duet->record->workload, family->parameter);
	for (size_t i = 0; i < first->parameter_count; i++) {
		const struct named_value *it = &first->parameters[i];

		if (strcmp(it->name, family->parameter) != 0 &&
		    duet_parameter_varies(family->summary, duet, it->name) &&
		    !duet_is_off(it))
			fprintf(file, ", %s=%s", it->name, format_count(it->value).text);
	}
	fputs(duet_cores_words(duet), file);
}

/* "threads need 1.95 [1.51, 2.53] × the processor time of coroutines", of the i-th duet. */
static void write_need(FILE *file, const struct family *family, size_t i,
		       const char *emphasis)
{
	const struct duet_summary *duet = family->duets[i];

	fprintf(file, "at %s, ",
		duet_parameter_words(family->parameter, family_value(family, i)).text);
	duet_write_need(file, duet, duet_rival(duet), emphasis);
}

/* The last of the duets before `end` whose ratio reads so and is to be trusted; else count. */
static size_t last_of(const struct family *family, size_t end, enum verdict verdict)
{
	while (end-- > 0)
		if (verdict_of(summary_ratio(family->duets[end],
					     duet_rival(family->duets[end]))) == verdict &&
		    !duet_is_doubtful(family->duets[end], NULL, 0))
			return end;
	return family->count;
}

/* Numbers of them with their name: "1 and 8 connections", "size 12 and 16"; marked. */
static void write_amount(FILE *file, const struct family *family, const char *number,
			 const char *emphasis)
{
	const char *name = family->parameter;

	if (duet_counts(name))
		fprintf(file, "%s%s %s%s", emphasis, number, name, emphasis);
	else
		fprintf(file, "%s%s %s%s", emphasis, name, number, emphasis);
}

struct two {
	const char *winner, *loser;
	enum verdict verdict; /* of a ratio that says so */
};

static void write_below(FILE *file, const struct family *family, const struct two *two,
			const char *emphasis)
{
	enum verdict other = two->verdict == VERDICT_MORE ? VERDICT_LESS : VERDICT_MORE;
	size_t end = last_of(family, family->count, two->verdict), at;

	/* go down to where the other was surely cheaper */
	at = last_of(family, end, other);
	if (at < family->count) {
		fprintf(file, " Below, %s %s less: ", two->loser,
			duet_verb(two->loser, "cost").text);
		write_need(file, family, at, emphasis);
		fputc('.', file);
	} else {
		fprintf(file, " Below, %s surely %s less at no value.", two->loser,
			duet_verb(two->loser, "cost").text);
	}
}

/* What lies between whole numbers matters where they are small. */
static void write_point(FILE *file, double value)
{
	if (isnan(value))
		return;
	fprintf(file, " (about %s if the ratio is straight between values)",
		value < 9.95 ? format_fixed(value, 1).text
			     : format_count(llround(value)).text);
}

static void write_crossing(FILE *file, const struct family *family,
			   const struct crossover *crossover, const struct two *two,
			   const char *emphasis)
{
	fputs("Between ", file);
	write_amount(file, family, family_crossover_words(crossover).text, emphasis);
	write_point(file, crossover->value);
	fprintf(file, ", %s %s to cost less %s than %s; ", two->winner,
		duet_verb(two->winner, "begin").text, duet_metric_words(family->duets[0]),
		two->loser);
	write_need(file, family, last_of(family, family->count, two->verdict), emphasis);
	fputc('.', file);
	write_below(file, family, two, emphasis);
	if (crossover->again)
		fprintf(file, " Still further down it is %s again.", two->winner);
}

static void write_always(FILE *file, const struct family *family,
			 const struct crossover *crossover, const struct two *two,
			 const char *emphasis)
{
	size_t last = last_of(family, family->count, two->verdict), first = last;

	for (size_t i = last; i < family->count; i = last_of(family, i, two->verdict))
		first = i;
	if (crossover->points == 1)
		fprintf(file, "At the one value of %s that tells", family->parameter);
	else if (crossover->kind == CROSSOVER_ALWAYS && crossover->points == 2)
		fprintf(file, "At both values of %s", family->parameter);
	else if (crossover->kind == CROSSOVER_ALWAYS)
		fprintf(file, "At all %zu values of %s", crossover->points,
			family->parameter);
	else
		fprintf(file, "By the estimates at every value, and surely from %s%s%s on",
			emphasis,
			duet_parameter_words(family->parameter, (int64_t)crossover->high)
				.text,
			emphasis);
	fprintf(file, ", %s %s less %s than %s: ", two->winner,
		duet_verb(two->winner, "cost").text, duet_metric_words(family->duets[0]),
		two->loser);
	if (first != last && crossover->kind == CROSSOVER_ALWAYS) {
		write_need(file, family, first, emphasis);
		fputs("; ", file);
	}
	write_need(file, family, last, emphasis);
	fputc('.', file);
}

static void write_undecided(FILE *file, const struct family *family, const char *emphasis)
{
	size_t last = last_of(family, family->count, VERDICT_UNCLEAR), sure;
	const struct duet_summary *duet = family->duets[last];
	const struct estimate *ratio = summary_ratio(duet, duet_rival(duet));
	size_t more = last_of(family, last, VERDICT_MORE),
	       less = last_of(family, last, VERDICT_LESS);

	fprintf(file, "Undecided: at %s no difference was found between %s and %s (~ %s).",
		duet_parameter_words(family->parameter, family_value(family, last)).text,
		duet_base(duet)->record->label, duet_rival(duet)->record->label,
		format_interval(ratio->value, ratio->low, ratio->high).text);
	sure = more == family->count		      ? less
	       : less == family->count || more > less ? more
						      : less;
	if (sure == family->count)
		return;
	fputs(" Before, ", file);
	write_need(file, family, sure, emphasis);
	fputc('.', file);
}

static void write_told(FILE *file, const struct family *family,
		       const struct crossover *crossover, const char *emphasis)
{
	const struct duet_summary *duet = family->duets[0];
	const char *base = duet_base(duet)->record->label,
		   *rival = duet_rival(duet)->record->label;
	bool is_base = crossover->winner > 0;
	struct two two = {is_base ? base : rival, is_base ? rival : base,
			  is_base ? VERDICT_MORE : VERDICT_LESS};

	switch (crossover->kind) {
	case CROSSOVER_CROSSES:
		write_crossing(file, family, crossover, &two, emphasis);
		break;
	case CROSSOVER_ALWAYS:
	case CROSSOVER_UNSURE:
		write_always(file, family, crossover, &two, emphasis);
		break;
	case CROSSOVER_UNDECIDED:
		write_undecided(file, family, emphasis);
		break;
	case CROSSOVER_NONE:
		fputs("Who costs less from where on cannot be told; --rounds=20 or more "
		      "would.",
		      file);
		break;
	}
}

void family_write_sentence(FILE *file, const struct family *family, const char *emphasis)
{
	struct crossover crossover = family_crossover(family);
	size_t doubtful = family_doubtful(family);

	if (doubtful == family->count) {
		fputs("None of these values is to be trusted: nothing is claimed.", file);
		return;
	}
	write_told(file, family, &crossover, emphasis);
	if (doubtful)
		fprintf(file, " %zu of %zu values %s not to be trusted and left out here.",
			doubtful, family->count, doubtful == 1 ? "is" : "are");
}
