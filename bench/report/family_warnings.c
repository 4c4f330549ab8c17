/* SPDX-License-Identifier: MIT */
/* family_warnings.c - the warnings of a family's duets, those with one remedy together. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/family_report.h"
#include "bench/report/warnings.h"
#include "bench/report/wrap.h"

struct entry {
	char *text; /* "64 connections: ..." */
	char *remedy;
	bool written;
};

struct list {
	struct entry *entries;
	size_t count;
	struct text name; /* of the duet whose warnings are being taken */
};

/* What there is no memory for is left out. */
static void gather(void *context, const char *text, const char *remedy)
{
	struct list *list = context;
	struct entry *grown =
		realloc(list->entries, (list->count + 1) * sizeof(*list->entries));
	char line[1024];

	if (!grown)
		return;
	list->entries = grown;
	grown += list->count;
	snprintf(line, sizeof(line), "%s: %s", list->name.text, text);
	*grown = (struct entry){strdup(line), strdup(remedy), false};
	if (grown->text && grown->remedy) {
		list->count++;
	} else {
		free(grown->text);
		free(grown->remedy);
	}
}

/* The first one's remedy, and everybody's text who has the same. */
static void write_kind(FILE *file, struct list *list, size_t first)
{
	const char *remedy = list->entries[first].remedy;
	size_t width = wrap_width(file);
	char *heading;

	if (asprintf(&heading, "warning (remedy: %s):", remedy) >= 0) {
		wrap_write(file, heading, 0, 2, width);
		free(heading);
	}
	for (size_t i = first; i < list->count; i++) {
		struct entry *it = &list->entries[i];

		if (it->written || strcmp(it->remedy, remedy) != 0)
			continue;
		fputs("  ", file);
		wrap_write(file, it->text, 2, 4, width);
		it->written = true;
	}
}

void family_write_warnings(FILE *file, const struct family *family)
{
	struct list list = {0};

	for (size_t i = 0; i < family->count; i++) {
		list.name =
			duet_parameter_words(family->parameter, family_value(family, i));
		warnings_of_duet(family->duets[i], gather, &list);
	}
	for (size_t i = 0; i < list.count; i++)
		if (!list.entries[i].written)
			write_kind(file, &list, i);
	for (size_t i = 0; i < list.count; i++) {
		free(list.entries[i].text);
		free(list.entries[i].remedy);
	}
	free(list.entries);
}
