/* SPDX-License-Identifier: MIT */
/* html_head.c - the head of a page. See html_head.h. */
#include "bench/report/html_head.h"

#include "bench/report/escape.h"
#include "bench/report/stylesheet.h"

/* The policy holds the page to its promise: whatever came into it, it loads and runs nothing. */
static const char head[] =
	"<!DOCTYPE html>\n"
	"<html lang=\"en\">\n"
	"<head>\n"
	"<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	"style-src 'unsafe-inline'; img-src data:\">\n"
	"<link rel=\"icon\" href=\"data:,\">\n";

void html_head_write(FILE *out, const char *title, const char *more)
{
	fputs(head, out);
	fputs("<title>", out);
	html_escape(out, title);
	fprintf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n",
		report_stylesheet, more);
}
