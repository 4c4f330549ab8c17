/* SPDX-License-Identifier: MIT */
/* csv.c - splits a line of comma-separated values. See csv.h. */
#include "csv.h"

#include <string.h>

/* A field up to the comma or the end. Returns what follows it. */
static char *plain(char *from, struct csv_field *field)
{
	field->text = from;
	field->length = strcspn(from, ",");
	return from + field->length;
}

/* A field in quotes, of which two mean one. Returns what follows it; NULL: it is not closed. */
static char *quoted(char *from, struct csv_field *field)
{
	char *to = ++from;

	field->text = to;
	for (; *from; from++) {
		if (*from == '"' && *++from != '"') {
			field->length = (size_t)(to - field->text);
			return from;
		}
		*to++ = *from;
	}
	return NULL;
}

int csv_split(char *line, struct csv_field *fields, int most)
{
	for (int n = 0; n < most; line++) {
		line = *line == '"' ? quoted(line, &fields[n]) : plain(line, &fields[n]);
		n++;
		if (!line || (*line && *line != ','))
			return -1;
		if (!*line)
			return n;
	}
	return -1;
}
