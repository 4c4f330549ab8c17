/* SPDX-License-Identifier: MIT */
/* warning_list.c - gathers the warnings of all duets by their remedy. See warning_list.h. */
#include "bench/report/warning_list.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"
#include "bench/report/warnings.h"

struct entry {
	size_t duet;
	char *text, *remedy;
	bool written;
};

struct list {
	struct entry *entries;
	size_t count, duet; /* duet: whose warnings are being taken */
	bool failed;
};

static void gather(void *context, const char *text, const char *remedy)
{
	struct list *list = context;
	struct entry *grown =
		realloc(list->entries, (list->count + 1) * sizeof(*list->entries));

	if (!grown) {
		list->failed = true;
		return;
	}
	list->entries = grown;
	grown += list->count++;
	*grown = (struct entry){list->duet, strdup(text), strdup(remedy), false};
	list->failed = list->failed || !grown->text || !grown->remedy;
}

static void write_line(FILE *file, const struct summary *summary, struct entry *entry)
{
	fputs("> - [", file);
	duet_write_name(file, &summary->duets[entry->duet]);
	fprintf(file, "](#duet-%zu): %s\n", entry->duet + 1, entry->text);
	entry->written = true;
}

/* Everybody's text, and what all of them can do about it. */
static void write_kind(FILE *file, const struct summary *summary, struct list *list,
		       size_t first)
{
	const char *remedy = list->entries[first].remedy;

	fputs("> **Warning:**\n>\n", file);
	for (size_t i = first; i < list->count; i++)
		if (strcmp(list->entries[i].remedy, remedy) == 0)
			write_line(file, summary, &list->entries[i]);
	fprintf(file, ">\n> *Remedy:* %s.\n>\n", remedy);
}

int warning_list_write(FILE *file, const struct summary *summary)
{
	struct list list = {0};

	for (; list.duet < summary->count; list.duet++)
		warnings_of_duet(&summary->duets[list.duet], gather, &list);
	for (size_t i = 0; i < list.count && !list.failed; i++)
		if (!list.entries[i].written)
			write_kind(file, summary, &list, i);
	for (size_t i = 0; i < list.count; i++) {
		free(list.entries[i].text);
		free(list.entries[i].remedy);
	}
	free(list.entries);
	return list.failed ? -ENOMEM : 0;
}
