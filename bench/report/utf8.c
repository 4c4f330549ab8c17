/* SPDX-License-Identifier: MIT */
/* utf8.c - reads characters, and replaces what is none. See utf8.h. */
#include "bench/report/utf8.h"

#include <string.h>

/* A first byte of so many bytes: these bits of it are fixed, and no shorter form has this code. */
struct form {
	unsigned char mask, fixed;
	uint32_t least;
};

static const struct form forms[] = {
	{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};

static size_t no_character(uint32_t *code)
{
	*code = UTF8_REPLACEMENT;
	return 1;
}

size_t utf8_next(const char *text, uint32_t *code)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t more = 0;

	while ((bytes[0] & forms[more].mask) != forms[more].fixed)
		if (++more == sizeof(forms) / sizeof(forms[0]))
			return no_character(code);
	*code = bytes[0] & (unsigned char)~forms[more].mask;
	/* the 0 at the end is no byte that continues, so that nothing behind it is read */
	for (size_t i = 1; i <= more; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return no_character(code);
		*code = *code << 6 | (bytes[i] & 0x3f);
	}
	if (*code < forms[more].least || *code > 0x10ffff ||
	    (*code >= 0xd800 && *code <= 0xdfff))
		return no_character(code);
	return more + 1;
}

char *utf8_repair(const char *text)
{
	char *copy = NULL;
	size_t size, bytes;
	uint32_t code;
	FILE *file = open_memstream(&copy, &size);

	if (!file)
		return NULL;
	for (; *text; text += bytes) {
		bytes = utf8_next(text, &code);
		if (code == UTF8_REPLACEMENT)
			fputs("\uFFFD", file);
		else
			fwrite(text, 1, bytes, file);
	}
	return fclose(file) ? NULL : copy;
}

/* The controls of ASCII and of Latin 1, some of which terminals obey as well. */
static int is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

void utf8_one_line(char *text)
{
	uint32_t code;

	for (size_t bytes; *text; text += bytes) {
		bytes = utf8_next(text, &code);
		if (code == UTF8_REPLACEMENT && bytes == 1)
			*text = '?';
		else if (is_control(code))
			memset(text, ' ', bytes);
	}
}

bool utf8_is_one_line(const char *text)
{
	uint32_t code;

	for (size_t bytes; *text; text += bytes) {
		bytes = utf8_next(text, &code);
		if ((code == UTF8_REPLACEMENT && bytes == 1) || is_control(code))
			return false;
	}
	return true;
}

void utf8_unquoted_line(char *text)
{
	utf8_one_line(text);
	for (char *quote = text; (quote = strchr(quote, '"'));)
		*quote = '\'';
}

static size_t characters(const char *text)
{
	size_t count = 0;
	uint32_t code;

	for (; *text; count++)
		text += utf8_next(text, &code);
	return count;
}

void utf8_write_short(FILE *file, const char *text, size_t most)
{
	size_t count = characters(text), bytes;
	size_t from = count > most ? most / 2 : count;
	size_t to = count > most ? count - (most - most / 2 - 1) : count;
	uint32_t code;

	for (size_t i = 0; i < count; i++, text += bytes) {
		bytes = utf8_next(text, &code);
		if (i < from || i >= to)
			fwrite(text, 1, bytes, file);
		else if (i == from)
			fputs("…", file);
	}
}
