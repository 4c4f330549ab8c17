/* SPDX-License-Identifier: MIT */
/* lexer.h - a predicate's text as tokens: numbers with units, names, strings, signs. */
#ifndef BENCH_EVIDENCE_PREDICATE_LEXER_H
#define BENCH_EVIDENCE_PREDICATE_LEXER_H

#include <stdbool.h>

#include "bench/evidence/predicate/place.h"
#include "bench/evidence/predicate/unit.h"

/* A sign of one character is that character: one of < > + - * / ( ) , = */
enum token_kind {
	TOKEN_END = 0,
	TOKEN_NUMBER = 256, /* its unit is in it */
	TOKEN_NAME,	    /* letters, digits, '_', and '-' and '.' inside */
	TOKEN_STRING,
	TOKEN_AT_MOST, /* <= */
	TOKEN_AT_LEAST /* >= */
};

struct token {
	int kind;
	struct place place;
	const char *text; /* in the text that is read; of a string without its quotes */
	size_t length;	  /* bytes */
	double number;	  /* in ns, bytes, or as it is */
	struct dimension dimension;
};

/* Reads a text from its front. Ready when zeroed but for `next`, `place`, `problem`. */
struct lexer {
	const char *next;
	struct place place; /* of next */
	struct token token; /* the last one read */
	struct problem *problem;
};

/* Read the next token. Returns 0, or -EINVAL with the problem: then read no more. */
int lexer_read(struct lexer *lexer);

/* Whether the last token is this name. */
bool lexer_at_word(const struct lexer *lexer, const char *word);

#endif
