/* SPDX-License-Identifier: MIT */
/* warning_list.c - gathers the warnings of several duets by their remedy. See warning_list.h. */
#include "bench/report/warning_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"
#include "bench/report/warnings.h"

/* Behind the last with this remedy, or behind all. */
static size_t place_of(const struct warning_list *list, const char *remedy)
{
	for (size_t i = list->count; i > 0; i--)
		if (strcmp(list->entries[i - 1].remedy, remedy) == 0)
			return i;
	return list->count;
}

static void gather(void *context, const char *text, const char *remedy)
{
	struct warning_list *list = context;
	struct warning_entry entry = {list->of, strdup(text), strdup(remedy)};
	size_t at = place_of(list, remedy); /* before the array moves */
	struct warning_entry *grown =
		realloc(list->entries, (list->count + 1) * sizeof(*list->entries));

	list->entries = grown ? grown : list->entries;
	if (!grown || !entry.text || !entry.remedy) {
		list->failed = true;
		free(entry.text);
		free(entry.remedy);
		return;
	}
	memmove(grown + at + 1, grown + at, (list->count - at) * sizeof(*grown));
	grown[at] = entry;
	list->count++;
}

void warning_list_add(struct warning_list *list, const struct duet_summary *duet, size_t of)
{
	list->of = of;
	warnings_of_duet(duet, gather, list);
}

void warning_list_free(struct warning_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->entries[i].text);
		free(list->entries[i].remedy);
	}
	free(list->entries);
}

bool warning_list_begins(const struct warning_list *list, size_t i)
{
	return i == 0 || i == list->count ||
	       strcmp(list->entries[i - 1].remedy, list->entries[i].remedy) != 0;
}

int warning_list_write(FILE *file, const struct summary *summary)
{
	struct warning_list list = {0};

	for (size_t i = 0; i < summary->count; i++)
		warning_list_add(&list, &summary->duets[i], i);
	for (size_t i = 0; i < list.count && !list.failed; i++) {
		const struct warning_entry *it = &list.entries[i];

		if (warning_list_begins(&list, i))
			fputs("> **Warning:**\n>\n", file);
		fputs("> - [", file);
		duet_write_name(file, &summary->duets[it->of]);
		fprintf(file, "](#duet-%zu): %s\n", it->of + 1, it->text);
		if (warning_list_begins(&list, i + 1))
			fprintf(file, ">\n> *Remedy:* %s.\n>\n", it->remedy);
	}
	warning_list_free(&list);
	return list.failed ? -ENOMEM : 0;
}
