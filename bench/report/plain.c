/* SPDX-License-Identifier: MIT */
/* plain.c - others' text on a terminal. See plain.h. */
#include "bench/report/plain.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* A character of UTF-8 (RFC 3629); its bytes, or 0: it is none. */
static size_t decode(const unsigned char *text, uint32_t *character)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t bytes = *text < 0x80   ? 1
		       : *text < 0xc0 ? 0
		       : *text < 0xe0 ? 2
		       : *text < 0xf0 ? 3
		       : *text < 0xf8 ? 4
				      : 0;

	*character = bytes < 2 ? *text : *text & (0x7fU >> bytes);
	for (size_t i = 1; i < bytes; i++) {
		if ((text[i] & 0xc0) != 0x80) /* the 0 at the end, too */
			return 0;
		*character = *character << 6 | (text[i] & 0x3fU);
	}
	return bytes && *character >= least[bytes] ? bytes : 0;
}

static bool is_harmless(uint32_t character)
{
	static const struct {
		uint32_t first, last;
	} obeyed[] = {
		{0x00, 0x1f},	  {0x7f, 0x9f},	    /* controls */
		{0x061c, 0x061c}, {0x200e, 0x200f}, /* directions */
		{0x2028, 0x202e}, {0x2066, 0x2069}, /* line ends, directions */
		{0xd800, 0xdfff},		    /* of UTF-16 */
	};

	for (size_t i = 0; i < sizeof(obeyed) / sizeof(obeyed[0]); i++)
		if (character >= obeyed[i].first && character <= obeyed[i].last)
			return false;
	return character <= 0x10ffff;
}

size_t plain_write_one(FILE *file, const char *text)
{
	uint32_t character;
	size_t bytes = decode((const unsigned char *)text, &character);

	if (bytes && is_harmless(character))
		fwrite(text, 1, bytes, file);
	else
		fputs(REPLACEMENT, file);
	return bytes ? bytes : 1;
}

void plain_write(FILE *file, const char *text)
{
	while (*text)
		text += plain_write_one(file, text);
}
