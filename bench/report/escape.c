/* SPDX-License-Identifier: MIT */
/* escape.c - text put into HTML so that it stays text. See escape.h. */
#include "bench/report/escape.h"

#include <string.h>

static void escape(FILE *file, char c)
{
	switch (c) {
	case '&':
		fputs("&amp;", file);
		break;
	case '<':
		fputs("&lt;", file);
		break;
	case '>':
		fputs("&gt;", file);
		break;
	case '"':
		fputs("&quot;", file);
		break;
	default:
		fputc(c, file);
	}
}

void html_escape_bytes(FILE *file, const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		escape(file, text[i]);
}

void html_escape(FILE *file, const char *text)
{
	html_escape_bytes(file, text, strlen(text));
}

void html_escape_json(FILE *file, const char *json)
{
	for (; *json; json++)
		if (*json == '<')
			fputs("\\u003c", file);
		else
			fputc(*json, file);
}
