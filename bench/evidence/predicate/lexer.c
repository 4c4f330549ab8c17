/* SPDX-License-Identifier: MIT */
/* lexer.c - tokens. Only ASCII counts as letters and digits, whatever the locale. */
#include "bench/evidence/predicate/lexer.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define NUMBER_BYTES 64
#define WORD_BYTES 41 /* of a wrong name that is told */

static const char *const connectives[] = {"and", "not", "or"};

/* The bytes of a character after its first are none of their own. */
static void advance(struct lexer *lexer, size_t length)
{
	for (; length; length--, lexer->next++) {
		if (*lexer->next == '\n')
			lexer->place = (struct place){lexer->place.line + 1, 1};
		else if (((unsigned char)*lexer->next & 0xc0) != 0x80)
			lexer->place.column++;
	}
}

static void skip_spaces(struct lexer *lexer)
{
	advance(lexer, strspn(lexer->next, " \t\r\n"));
}

static bool is(const char *word, const char *text, size_t length)
{
	return strlen(word) == length && memcmp(word, text, length) == 0;
}

bool lexer_at_word(const struct lexer *lexer, const char *word)
{
	return lexer->token.kind == TOKEN_NAME &&
	       is(word, lexer->token.text, lexer->token.length);
}

/* 12, 12.5, 1e6, 1.5e-3 */
static size_t number_length(const char *text)
{
	size_t length = strspn(text, DIGITS), more;

	if (text[length] == '.') {
		more = strspn(text + length + 1, DIGITS);
		length += more ? 1 + more : 0;
	}
	if (text[length] == 'e') {
		size_t sign = text[length + 1] == '+' || text[length + 1] == '-';

		more = strspn(text + length + 1 + sign, DIGITS);
		length += more ? 1 + sign + more : 0;
	}
	return length;
}

/* A name, with the letters of "µs" too. */
static size_t unit_length(const char *text)
{
	if (*text == '%')
		return 1;
	return strspn(text, LETTERS "\xc2\xb5\xce\xbc");
}

static bool is_connective(const char *text, size_t length)
{
	for (size_t i = 0; i < COUNT(connectives); i++)
		if (is(connectives[i], text, length))
			return true;
	return false;
}

static int refuse_unit(struct lexer *lexer, size_t length)
{
	char word[WORD_BYTES] = "";
	const char *const *names;
	size_t count = unit_names(&names);

	memcpy(word, lexer->next, length < sizeof(word) ? length : sizeof(word) - 1);
	return place_refuse_name(lexer->place, lexer->problem, "unit", word, names, count);
}

/* The unit behind a number, if there is one. */
static int read_unit(struct lexer *lexer)
{
	struct lexer before = *lexer;
	const struct number_unit *unit;
	size_t length;

	skip_spaces(lexer);
	length = unit_length(lexer->next);
	if (length == 0 || is_connective(lexer->next, length)) {
		*lexer = before;
		return 0;
	}
	unit = unit_find(lexer->next, length);
	if (!unit)
		return refuse_unit(lexer, length);
	lexer->token.number *= unit->worth;
	lexer->token.dimension = unit->dimension;
	advance(lexer, length);
	return 0;
}

static int read_number(struct lexer *lexer)
{
	struct token *token = &lexer->token;
	char digits[NUMBER_BYTES] = "";
	size_t length = number_length(lexer->next);
	int error;

	if (length >= sizeof(digits))
		return place_refuse(token->place, lexer->problem,
				    "a number of %zu characters is too long", length);
	memcpy(digits, lexer->next, length);
	token->kind = TOKEN_NUMBER;
	token->length = length;
	token->number = strtod(digits, NULL);
	token->dimension = (struct dimension)DIMENSION_BARE;
	advance(lexer, length);
	error = read_unit(lexer);
	if (!error && !isfinite(token->number))
		return place_refuse(token->place, lexer->problem, "%s is too large",
				    digits);
	return error;
}

/* A name does not end in what may be inside of it: "a." is a name and something else. */
static void read_name(struct lexer *lexer)
{
	size_t length = strspn(lexer->next, LETTERS DIGITS "_-.");

	while (strchr("-.", lexer->next[length - 1]))
		length--;
	lexer->token.kind = TOKEN_NAME;
	lexer->token.length = length;
	advance(lexer, length);
}

static int read_string(struct lexer *lexer)
{
	struct token *token = &lexer->token;
	size_t length = strcspn(lexer->next + 1, "\"\n");

	if (lexer->next[1 + length] != '"')
		return place_refuse(token->place, lexer->problem,
				    "a string that begins here does not end on its line");
	if (length == 0)
		return place_refuse(token->place, lexer->problem,
				    "an empty string names nothing");
	token->kind = TOKEN_STRING;
	token->text = lexer->next + 1;
	token->length = length;
	advance(lexer, length + 2);
	return 0;
}

static int refuse_character(struct lexer *lexer)
{
	unsigned char c = (unsigned char)*lexer->next;

	if (c <= ' ' || c >= 0x7f)
		return place_refuse(lexer->place, lexer->problem,
				    "this character means nothing in a predicate");
	place_refuse(lexer->place, lexer->problem, "'%c' means nothing in a predicate", c);
	if (c == '!')
		problem_remedy(lexer->problem, "\"not\" is a word here");
	return -EINVAL;
}

static int read_sign(struct lexer *lexer)
{
	const char *sign = lexer->next;
	bool compares = *sign == '<' || *sign == '>';

	if (!strchr("<>+-*/(),=", *sign))
		return refuse_character(lexer);
	lexer->token.kind = (unsigned char)*sign;
	lexer->token.length = 1;
	if (compares && sign[1] == '=') {
		lexer->token.kind = *sign == '<' ? TOKEN_AT_MOST : TOKEN_AT_LEAST;
		lexer->token.length = 2;
	}
	advance(lexer, lexer->token.length);
	return 0;
}

int lexer_read(struct lexer *lexer)
{
	const char *next;

	skip_spaces(lexer);
	next = lexer->next;
	lexer->token = (struct token){.place = lexer->place, .text = next};
	if (!*next)
		return 0;
	if (strchr(DIGITS, *next))
		return read_number(lexer);
	if (*next == '"')
		return read_string(lexer);
	if (!strchr(LETTERS "_", *next))
		return read_sign(lexer);
	read_name(lexer);
	return 0;
}
