/* SPDX-License-Identifier: MIT */
/* family_warnings.c - the warnings of a family's duets, those with one remedy together. */
#include <stdio.h>

#include "bench/report/family_report.h"
#include "bench/report/warning_list.h"
#include "bench/report/wrap.h"

/* "64 connections: ...", and before the first with its remedy what all of them can do about it. */
static void write_entry(FILE *file, const struct family *family,
			const struct warning_entry *entry, bool begins)
{
	size_t width = wrap_width(file);
	char line[1024];

	if (begins) {
		snprintf(line, sizeof(line), "warning (remedy: %s):", entry->remedy);
		wrap_write(file, line, 0, 2, width);
	}
	snprintf(line, sizeof(line), "%s: %s",
		 duet_parameter_words(family->parameter, family_value(family, entry->of))
			 .text,
		 entry->text);
	fputs("  ", file);
	wrap_write(file, line, 2, 4, width);
}

void family_write_warnings(FILE *file, const struct family *family)
{
	struct warning_list list = {0};

	for (size_t i = 0; i < family->count; i++)
		warning_list_add(&list, family->duets[i], i);
	for (size_t i = 0; i < list.count; i++)
		write_entry(file, family, &list.entries[i], warning_list_begins(&list, i));
	warning_list_free(&list);
}
