/* SPDX-License-Identifier: MIT */
/* escape.h - text put into HTML so that it stays text. */
#ifndef BENCH_REPORT_ESCAPE_H
#define BENCH_REPORT_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

/* Write the text for an element's content or between double quotes. */
void html_escape(FILE *file, const char *text);

/* The same for text that no 0 ends. */
void html_escape_bytes(FILE *file, const char *text, size_t bytes);

/* Write JSON so that it can stand in a <script>: what ends one is written as \u003c. */
void html_escape_json(FILE *file, const char *json);

#endif
