/* SPDX-License-Identifier: MIT */
/* said.c - makes lines of what workers say. See said.h. */
#include "bench/cmd/said.h"

#include <string.h>

#include "bench/report/plain.h"

static void write_line(struct said *said, FILE *file)
{
	const char *text = said->line;

	said->line[said->bytes] = 0;
	said->bytes = 0;
	plain_write(file, said->label);
	fputs(": ", file);
	while (*text)
		if (*text == '\t')
			fputc(*text++, file);
		else
			text += plain_write_one(file, text);
	fputc('\n', file);
}

void said_end(struct said *said, FILE *file)
{
	if (said->bytes)
		write_line(said, file);
}

/* A 0, which would end the text, is shown as any other control character. */
static void take_byte(struct said *said, FILE *file, char byte)
{
	if (byte == '\n') {
		write_line(said, file);
		return;
	}
	if (said->bytes == sizeof(said->line) - 1)
		write_line(said, file);
	said->line[said->bytes++] = byte ? byte : '\1';
}

void said_take(struct said *said, FILE *file, const char *label, const char *text,
	       size_t bytes)
{
	if (strncmp(said->label, label, sizeof(said->label) - 1) != 0) {
		said_end(said, file);
		snprintf(said->label, sizeof(said->label), "%s", label);
	}
	for (size_t i = 0; i < bytes; i++)
		take_byte(said, file, text[i]);
}
