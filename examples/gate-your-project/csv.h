/* SPDX-License-Identifier: MIT */
/* csv.h - splits a line of comma-separated values, as RFC 4180 writes them. */
#ifndef CSV_H
#define CSV_H

#include <stddef.h>

struct csv_field {
	const char *text; /* in the line; not terminated */
	size_t length;
};

/*
 * Split a line, which is changed where a field is quoted: "a ""b""" becomes a "b". Returns how many
 * fields it has, or -1: more than `most`, a quote that is not closed, or text behind a closing one.
 */
int csv_split(char *line, struct csv_field *fields, int most);

#endif
