/* SPDX-License-Identifier: MIT */
/*
 * annotation.h - what one comment of a document says:
 *
 *   <!-- claim, rounded down: PREDICATE -->
 *
 * A comment is taken for an annotation by its first word, which a ":" or a "," follows.
 * Others, such as <!-- gate --> and <!-- note: ... -->, are somebody else's.
 */
#ifndef BENCH_EVIDENCE_ANNOTATION_H
#define BENCH_EVIDENCE_ANNOTATION_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/store/problem.h"

enum annotation_kind {
	ANNOTATION_CLAIM,
	ANNOTATION_FIGURE,
	ANNOTATION_TABLE,
	ANNOTATION_VALUE,
	ANNOTATION_KINDS
};

extern const char *const annotation_names[ANNOTATION_KINDS];

/* How a claim's threshold was made of the number that its sentence says. */
enum rounding { ROUNDED_NOT, ROUNDED_DOWN, ROUNDED_UP };

#define BESIDES_MOST 8
#define NO_ANNOTATION ((size_t)-1)

struct annotation {
	enum annotation_kind kind;
	enum rounding rounding;
	/* Numbers of the sentence that the predicate does not speak of. */
	double besides[BESIDES_MOST];
	size_t besides_count;
	char *text;	     /* a predicate, an expression, ...: without blanks around it */
	size_t line, column; /* of that text in its document, from 1, in characters */
	size_t begins;	     /* the line of the first word behind its comment */
	size_t start, end;   /* bytes of the document between the two comments */
	size_t from, to;     /* the same with the comments */
	size_t within;	     /* the claim around a value, an index, or NO_ANNOTATION */
};

/* What a comment is. */
enum annotation_mark {
	MARK_NONE,  /* somebody else's */
	MARK_OPENS, /* the annotation is filled in, but for where it is */
	MARK_CLOSES /* an annotation of this kind */
};

/* Whether a byte of UTF-8 begins a character: columns count these. */
bool annotation_begins_character(char byte);

/*
 * Read what stands between <!-- and -->, `bytes` of it. On MARK_OPENS the annotation's text
 * is to be freed, its line and column count from the comment's inside. Returns a mark, or
 * -errno with the problem, which does not say where: -EINVAL what is no annotation but is
 * near one, -ENOMEM.
 */
int annotation_read(const char *inside, size_t bytes, struct annotation *annotation,
		    struct problem *problem);

#endif
