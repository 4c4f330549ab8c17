/* SPDX-License-Identifier: MIT */
/*
 * number_text.h - a sentence while its numbers are read: what stands where. Pure; for
 * numbers.c and number_words.c alone.
 */
#ifndef BENCH_EVIDENCE_NUMBER_TEXT_H
#define BENCH_EVIDENCE_NUMBER_TEXT_H

#include <stdbool.h>

#include "bench/evidence/numbers.h"

/* The byte at this place; 0 beyond the ends. */
char number_byte(const struct number_reader *reader, size_t at);

/* Whether the word stands here, in letters of either size; _word: and ends here. */
bool number_has(const struct number_reader *reader, size_t at, const char *word);
bool number_has_word(const struct number_reader *reader, size_t at, const char *word);

/* Whether a name goes on here, or ends just before; marks of emphasis are none of it. */
bool number_name_goes_on(const struct number_reader *reader, size_t at);
bool number_name_before(const struct number_reader *reader, size_t at);

/* The digit here, also one of other alphabets, and how many bytes it has; -1: none. */
int number_digit(const struct number_reader *reader, size_t at, size_t *bytes);

/* How many bytes a character has that parts thousands, such as a narrow blank; 0: none. */
size_t number_separator(const struct number_reader *reader, size_t at);

/* Where what is seen goes on: behind blanks, marks of emphasis and code, tags, comments. */
size_t number_skip(const struct number_reader *reader, size_t at);

/* How many bytes from here to behind the end; 0: it does not begin so, or has no end. */
size_t number_enclosed(const struct number_reader *reader, size_t at, const char *begin,
		       const char *end);

/* The bytes of a tag or a comment that begins here. */
size_t number_tag(const struct number_reader *reader, size_t at);

/* Whether what stands before says that a number follows: "less than", "at-least-". */
bool number_is_compared(const struct number_reader *reader, size_t start);

/*
 * Take a multiplier and a unit behind the number, whose names have so many bytes at least.
 * Returns whether there was a unit.
 */
bool number_take_unit(struct number_reader *reader, struct said_number *number,
		      size_t least);

#endif
