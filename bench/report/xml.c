/* SPDX-License-Identifier: MIT */
/* xml.c - text put into XML. See xml.h. */
#include "bench/report/xml.h"

#include <stdbool.h>
#include <stdint.h>

#include "bench/report/escape.h"
#include "bench/report/utf8.h"

/* XML 1.0 has no way to write these (its section 2.2). */
static bool is_no_xml(uint32_t code)
{
	return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
	       code == 0xfffe || code == 0xffff;
}

void xml_write(FILE *file, const char *text)
{
	uint32_t code;

	for (size_t bytes; *text; text += bytes) {
		bytes = utf8_next(text, &code);
		if (code == UTF8_REPLACEMENT || is_no_xml(code))
			fputs("\uFFFD", file);
		else if (code < 0x20)
			fprintf(file, "&#%u;", (unsigned)code);
		else
			html_escape_bytes(file, text, bytes);
	}
}

void xml_write_attribute(FILE *file, const char *name, const char *value)
{
	fprintf(file, " %s=\"", name);
	xml_write(file, value);
	fputc('"', file);
}
