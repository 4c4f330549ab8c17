/* SPDX-License-Identifier: MIT */
/* wrap.c - breaks text between words. See wrap.h. */
#include "bench/report/wrap.h"

#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "bench/report/table.h"

#define USUAL_WIDTH 80
#define LEAST_WIDTH 20

size_t wrap_width(FILE *file)
{
	int fd = fileno(file);
	struct winsize size;

	if (fd < 0 || !isatty(fd))
		return SIZE_MAX;
	return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > LEAST_WIDTH ? size.ws_col
									      : USUAL_WIDTH;
}

/* The columns that a word takes. */
static size_t word_width(const char *word, size_t bytes)
{
	char copy[256];

	snprintf(copy, sizeof(copy), "%.*s", (int)bytes, word);
	return table_text_width(copy);
}

void wrap_write(FILE *file, const char *text, size_t at, size_t indent, size_t width)
{
	const char *space = "";

	for (size_t bytes; *text; text += bytes) {
		text += strspn(text, " ");
		bytes = strcspn(text, " ");
		size_t columns = word_width(text, bytes);

		if (*space && at + 1 + columns > width) {
			fprintf(file, "\n%*s", (int)indent, "");
			at = indent;
			space = "";
		}
		fprintf(file, "%s%.*s", space, (int)bytes, text);
		at += columns + strlen(space);
		space = " ";
	}
	fputc('\n', file);
}
