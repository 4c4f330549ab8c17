/* SPDX-License-Identifier: MIT */
/* figure_style.c - which duets belong together, and how a contestant looks. */
#include "bench/report/figure_style.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define STYLES_OTHER 4 /* after those of the known runtimes */

static int known_style(const char *runtime)
{
	static const char *const known[] = {"coroutines", "threads", "raw", "boost"};

	for (size_t i = 0; i < COUNT(known); i++)
		if (strcmp(known[i], runtime) == 0)
			return (int)i + 1;
	return 0;
}

int figure_style(const struct duet_summary *duet,
		 const struct contestant_summary *contestant)
{
	size_t index = (size_t)(contestant - duet->contestants);
	int style = known_style(contestant->record->runtime);

	/* a second one of a runtime is another build of it, and must look otherwise */
	for (size_t i = 0; i < index; i++)
		if (strcmp(duet->contestants[i].record->runtime,
			   contestant->record->runtime) == 0)
			style = 0;
	return style ? style : 5 + (int)(index % STYLES_OTHER);
}

int64_t figure_parameter(const struct duet_summary *duet, const char *name)
{
	const struct contestant_record *first = duet->record->contestants;

	for (size_t i = 0; duet->count && i < first->parameter_count; i++)
		if (strcmp(first->parameters[i].name, name) == 0)
			return first->parameters[i].value;
	return -1;
}

struct text figure_parameter_words(const struct duet_summary *duet, const char *name)
{
	int64_t value = figure_parameter(duet, name);
	int length = (int)strlen(name);
	struct text text;

	if (value == 1 && length > 1 && name[length - 1] == 's')
		length--;
	snprintf(text.text, sizeof(text.text), "%.24s %.*s", format_count(value).text,
		 length < 20 ? length : 20, name);
	return text;
}

/* The one parameter in which two duets of a workload differ; NULL: none, or more than one. */
static const char *difference(const struct duet_summary *a, const struct duet_summary *b)
{
	const struct contestant_record *first = a->record->contestants;
	const char *name = NULL;

	if (!a->count || !b->count || strcmp(a->record->workload, b->record->workload) != 0)
		return NULL;
	for (size_t i = 0; i < first->parameter_count; i++) {
		int64_t other = figure_parameter(b, first->parameters[i].name);

		if (other == first->parameters[i].value)
			continue;
		if (name || other < 0)
			return NULL;
		name = first->parameters[i].name;
	}
	return name;
}

const char *figure_varying(const struct summary *summary, size_t duet)
{
	const char *name = NULL;

	for (size_t i = 0; i < summary->count && !name; i++)
		if (i != duet)
			name = difference(&summary->duets[duet], &summary->duets[i]);
	return name;
}
