/* SPDX-License-Identifier: MIT */
/*
 * svg.c - a figure as a part of an HTML document. See svg.h.
 *
 * Expat reads the document and its elements are written again, less what only a file of its own
 * needs: the names of the format, gnuplot's titles, groups with nothing in them.
 */
#include "bench/report/svg.h"

#include <expat.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/escape.h"

struct copy {
	FILE *out;
	const char *words;
	size_t number;
	char *waiting;	/* the start of a group that is written once something is in it */
	int depth;	/* of open elements */
	int skipped;	/* of which those inside an element that is left out */
	bool defining;	/* inside <defs>, where identifiers are made */
	bool in_text;	/* inside <text>, where spaces count */
	bool found_svg; /* the outermost element is one */
};

/* "rgb(  0, 114, 178)" as "#0072b2". Returns whether it was a colour. */
static bool write_colour(FILE *out, const char *value)
{
	unsigned red, green, blue;

	if (sscanf(value, "rgb(%u ,%u ,%u )", &red, &green, &blue) != 3 || red > 255 ||
	    green > 255 || blue > 255)
		return false;
	fprintf(out, "#%02x%02x%02x", red, green, blue);
	return true;
}

/* A reference to an identifier of this figure: "#gpPt6" in a link, "url(#clip)" elsewhere. */
static bool write_reference(const struct copy *copy, FILE *out, const char *name,
			    const char *value)
{
	const char *begin = strstr(name, "href") ? "#" : "url(#";

	if (strncmp(value, begin, strlen(begin)) != 0)
		return false;
	fprintf(out, "%sf%zu-", begin, copy->number);
	html_escape(out, value + strlen(begin));
	return true;
}

/* Spaces and line ends between numbers shrink to one space. */
static void write_shrunk(FILE *out, const char *value)
{
	while (*value) {
		size_t gap = strspn(value, " \t\n"), word;

		value += gap;
		word = strcspn(value, " \t\n");
		if (gap && word)
			fputc(' ', out);
		html_escape_bytes(out, value, word);
		value += word;
	}
}

/* Attributes that are left out: the format's, the font's, names that nothing refers to. */
static bool unwanted(const struct copy *copy, const char *name)
{
	return strncmp(name, "xmlns", 5) == 0 || strncmp(name, "xml:", 4) == 0 ||
	       strncmp(name, "on", 2) == 0 || strcmp(name, "font-family") == 0 ||
	       strcmp(name, "class") == 0 || strcmp(name, "filter") == 0 ||
	       (strcmp(name, "id") == 0 && !copy->defining);
}

static void write_attribute(const struct copy *copy, FILE *out, const char *name,
			    const char *value)
{
	if (unwanted(copy, name))
		return;
	fprintf(out, " %s=\"", strcmp(name, "xlink:href") == 0 ? "href" : name);
	if (strcmp(name, "id") == 0)
		fprintf(out, "f%zu-", copy->number);
	if (!write_reference(copy, out, name, value) && !write_colour(out, value))
		write_shrunk(out, value);
	fputc('"', out);
}

static void write_element(const struct copy *copy, FILE *out, const char *name,
			  const char **attributes)
{
	fprintf(out, "<%s", name);
	for (; *attributes; attributes += 2)
		write_attribute(copy, out, attributes[0], attributes[1]);
	fputc('>', out);
}

/* The outermost element: its drawing's size stays as its shape and as the most it may grow to. */
static void write_svg(struct copy *copy, const char **attributes)
{
	fputs("<svg role=\"img\" aria-label=\"", copy->out);
	html_escape(copy->out, copy->words);
	fputc('"', copy->out);
	for (; *attributes; attributes += 2) {
		if (strcmp(attributes[0], "viewBox") == 0)
			write_attribute(copy, copy->out, "viewBox", attributes[1]);
		else if (strcmp(attributes[0], "width") == 0)
			fprintf(copy->out, " style=\"max-width:%dpx\"",
				atoi(attributes[1]));
	}
	fputs(">\n", copy->out);
	copy->found_svg = true;
}

static void flush_waiting(struct copy *copy)
{
	if (copy->waiting)
		fputs(copy->waiting, copy->out);
	free(copy->waiting);
	copy->waiting = NULL;
}

static void write_group(struct copy *copy, const char **attributes)
{
	size_t bytes;
	FILE *memory = open_memstream(&copy->waiting, &bytes);

	if (!memory)
		return;
	write_element(copy, memory, "g", attributes);
	fclose(memory);
}

/* What must not come into the document: tool tips of gnuplot's own, and whatever could act. */
static bool left_out(const char *name)
{
	static const char *const names[] = {"title",  "desc",	       "metadata",
					    "script", "style",	       "filter",
					    "image",  "foreignObject", "a"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void start_element(void *context, const char *name, const char **attributes)
{
	struct copy *copy = context;

	copy->depth++;
	if (copy->skipped || left_out(name)) {
		copy->skipped++;
		return;
	}
	if (copy->depth == 1 && strcmp(name, "svg") == 0) {
		write_svg(copy, attributes);
		return;
	}
	flush_waiting(copy);
	if (strcmp(name, "defs") == 0)
		copy->defining = true;
	copy->in_text = copy->in_text || strcmp(name, "text") == 0;
	if (strcmp(name, "g") == 0)
		write_group(copy, attributes);
	else
		write_element(copy, copy->out, name, attributes);
}

static void end_element(void *context, const char *name)
{
	struct copy *copy = context;

	copy->depth--;
	if (copy->skipped) {
		copy->skipped--;
		return;
	}
	if (strcmp(name, "defs") == 0)
		copy->defining = false;
	if (strcmp(name, "text") == 0)
		copy->in_text = false;
	if (copy->waiting && strcmp(name, "g") == 0) {
		free(copy->waiting);
		copy->waiting = NULL;
		return;
	}
	fprintf(copy->out, "</%s>", name);
	if (strcmp(name, "g") == 0)
		fputc('\n', copy->out);
}

static void characters(void *context, const char *text, int bytes)
{
	struct copy *copy = context;

	if (!copy->skipped && copy->in_text)
		html_escape_bytes(copy->out, text, (size_t)bytes);
}

char *svg_inline(const char *text, size_t bytes, const char *words, size_t number)
{
	struct copy copy = {.words = words, .number = number};
	char *result = NULL;
	size_t size;
	XML_Parser parser = XML_ParserCreate("UTF-8");
	bool good = false;

	if (!parser)
		return NULL;
	copy.out = open_memstream(&result, &size);
	if (!copy.out)
		goto free_parser;
	XML_SetUserData(parser, &copy);
	XML_SetElementHandler(parser, start_element, end_element);
	XML_SetCharacterDataHandler(parser, characters);
	good = XML_Parse(parser, text, (int)bytes, 1) == XML_STATUS_OK && copy.found_svg;
	if (fclose(copy.out) != 0)
		good = false;
	free(copy.waiting);
free_parser:
	XML_ParserFree(parser);
	if (good)
		return result;
	free(result);
	return NULL;
}
