/* SPDX-License-Identifier: MIT */
/* annotation.c - reads one comment. See annotation.h. */
#include "bench/evidence/annotation.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/protocol/nearest.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define BLANKS " \t\r\n"
#define WORD_MOST 32
#define SLIPS_MOST 1 /* of a word that is still taken for one of ours */

const char *const annotation_names[ANNOTATION_KINDS] = {"claim", "figure", "table",
							"value"};

static const char *const attributes[] = {"besides NUMBER", "rounded down", "rounded up"};

/* What each kind has behind its colon. */
static const char *const wants[ANNOTATION_KINDS] = {
	[ANNOTATION_CLAIM] = "PREDICATE",
	[ANNOTATION_FIGURE] = "EXPRESSION",
	[ANNOTATION_TABLE] = "EXPRESSION",
	[ANNOTATION_VALUE] = "EXPRESSION",
};

/* A part of the comment that is still to be read. */
struct part {
	const char *start;
	size_t bytes;
};

static struct part trim(struct part part)
{
	while (part.bytes && strchr(BLANKS, *part.start)) {
		part.start++;
		part.bytes--;
	}
	while (part.bytes && strchr(BLANKS, part.start[part.bytes - 1]))
		part.bytes--;
	return part;
}

/* Take what stands before the sign off the part's front; all of it without such a sign. */
static struct part cut(struct part *rest, char sign)
{
	const char *end = memchr(rest->start, sign, rest->bytes);
	struct part before = {rest->start, end ? (size_t)(end - rest->start) : rest->bytes};
	size_t taken = before.bytes + (end != NULL);

	rest->start += taken;
	rest->bytes -= taken;
	return trim(before);
}

/* The letters that it begins with. */
static struct part first_word(struct part part)
{
	size_t bytes = 0;

	while (bytes < part.bytes && isalpha((unsigned char)part.start[bytes]))
		bytes++;
	return (struct part){part.start, bytes};
}

static bool is(struct part part, const char *word)
{
	return part.bytes == strlen(word) && memcmp(part.start, word, part.bytes) == 0;
}

static void copy(struct part part, char *text)
{
	size_t bytes = part.bytes < WORD_MOST ? part.bytes : WORD_MOST - 1;

	memcpy(text, part.start, bytes);
	text[bytes] = '\0';
}

/* ---- kinds ---- */

static int find_kind(struct part word)
{
	for (int kind = 0; kind < ANNOTATION_KINDS; kind++)
		if (is(word, annotation_names[kind]))
			return kind;
	return -ENOENT;
}

/* Complain of a word that is only a slip away from one of ours; 0: it is not. */
static int complain_of_near(struct part word, struct problem *problem)
{
	char text[WORD_MOST];
	struct nearest nearest = {.wanted = text};

	copy(word, text);
	for (size_t i = 0; i < ANNOTATION_KINDS; i++)
		nearest_try(&nearest, annotation_names[i]);
	if (!nearest.name || nearest.slips > SLIPS_MOST)
		return 0;
	problem_set(problem, -EINVAL, "unknown annotation \"%s\"", text);
	problem_remedy(problem, "did you mean \"%s\"?", nearest.name);
	return -EINVAL;
}

/* ---- attributes ---- */

static int unknown_attribute(struct part name, struct problem *problem)
{
	char text[WORD_MOST];
	struct nearest nearest = {.wanted = text};

	copy(name, text);
	for (size_t i = 0; i < COUNT(attributes); i++)
		nearest_try(&nearest, attributes[i]);
	problem_set(problem, -EINVAL, "unknown attribute \"%s\" of a claim", text);
	if (nearest.name)
		problem_remedy(problem, "did you mean \"%s\"?", nearest.name);
	else
		problem_remedy(problem, "there are: %s, %s, %s", attributes[0],
			       attributes[1], attributes[2]);
	return -EINVAL;
}

/* "besides 3.11": a number that the sentence may say. */
static int take_besides(struct annotation *annotation, struct part number,
			struct problem *problem)
{
	char text[WORD_MOST], *end;
	double value;

	copy(number, text);
	value = strtod(text, &end);
	if (end == text || *end)
		return problem_set(problem, -EINVAL, "besides \"%s\", which is no number",
				   text);
	if (annotation->besides_count == BESIDES_MOST)
		return problem_set(problem, -EINVAL, "more than %d numbers besides",
				   BESIDES_MOST);
	annotation->besides[annotation->besides_count++] = value;
	return 0;
}

static int take_attribute(struct annotation *annotation, struct part name,
			  struct problem *problem)
{
	struct part word = first_word(name);
	struct part rest = {name.start + word.bytes, name.bytes - word.bytes};

	if (annotation->kind != ANNOTATION_CLAIM)
		return problem_set(problem, -EINVAL, "a %s has no attributes",
				   annotation_names[annotation->kind]);
	rest = trim(rest);
	if (is(word, "besides"))
		return take_besides(annotation, rest, problem);
	if (is(word, "rounded") && is(rest, "down"))
		annotation->rounding = ROUNDED_DOWN;
	else if (is(word, "rounded") && is(rest, "up"))
		annotation->rounding = ROUNDED_UP;
	else
		return unknown_attribute(name, problem);
	return 0;
}

/* ---- the whole ---- */

bool annotation_begins_character(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Where the text begins, counted from the start of the inside. */
static void place_text(struct annotation *annotation, const char *inside, struct part text)
{
	annotation->line = annotation->column = 1;
	for (const char *at = inside; at < text.start; at++) {
		annotation->column += annotation_begins_character(*at);
		if (*at == '\n') {
			annotation->line++;
			annotation->column = 1;
		}
	}
}

static int read_opening(const char *inside, struct part rest, struct annotation *annotation,
			struct problem *problem)
{
	struct part text = rest, head = cut(&text, ':');
	int error = 0;

	text = trim(text);
	if (!text.bytes) {
		problem_set(problem, -EINVAL, "a %s that says nothing",
			    annotation_names[annotation->kind]);
		problem_remedy(problem, "write <!-- %s: %s -->",
			       annotation_names[annotation->kind], wants[annotation->kind]);
		return -EINVAL;
	}
	cut(&head, ',');
	while (head.bytes && !error)
		error = take_attribute(annotation, cut(&head, ','), problem);
	if (error)
		return error;
	annotation->text = strndup(text.start, text.bytes);
	if (!annotation->text)
		return problem_set(problem, -ENOMEM, "out of memory");
	place_text(annotation, inside, text);
	return MARK_OPENS;
}

/* Whether it is ours at all: a word, and behind it one of the signs. */
static bool follows(struct part part, struct part word, const char *signs)
{
	struct part rest = {part.start + word.bytes, part.bytes - word.bytes};

	rest = trim(rest);
	return rest.bytes && strchr(signs, *rest.start);
}

int annotation_read(const char *inside, size_t bytes, struct annotation *annotation,
		    struct problem *problem)
{
	struct part part = trim((struct part){inside, bytes});
	bool closes = part.bytes && *part.start == '/';
	struct part word;
	int kind;

	if (closes)
		part = trim((struct part){part.start + 1, part.bytes - 1});
	word = first_word(part);
	kind = find_kind(word);
	*annotation = (struct annotation){.within = NO_ANNOTATION};
	if (kind < 0) /* what ends others' blocks may well be near: <!-- /figures --> */
		return !closes && follows(part, word, ":") ? complain_of_near(word, problem)
							   : MARK_NONE;
	annotation->kind = (enum annotation_kind)kind;
	if (closes)
		return word.bytes == part.bytes ? MARK_CLOSES : MARK_NONE;
	if (!follows(part, word, ":,"))
		return MARK_NONE;
	return read_opening(inside, part, annotation, problem);
}
