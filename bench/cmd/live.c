/* SPDX-License-Identifier: MIT */
/* live.c - writes over the line of a terminal. */
#include "bench/cmd/live.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "bench/run/clock.h"

struct live live_start(FILE *file)
{
	return (struct live){.file = file, .terminal = isatty(fileno(file))};
}

static size_t columns_of(FILE *file)
{
	struct winsize size;

	return ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col
									       : 80;
}

/* Write as many characters as the terminal has columns: a line that wraps cannot be written over. */
static void write_fitting(FILE *file, const char *text)
{
	size_t left = columns_of(file);

	for (; *text; text++) {
		if ((*text & 0xc0) != 0x80 && left-- == 1)
			break;
		fputc(*text, file);
	}
}

void live_show(struct live *live, const char *text)
{
	live_end(live);
	live->shown_ns = clock_now_ns();
	if (live->terminal) {
		fputs("\r\033[K", live->file);
		write_fitting(live->file, text);
		live->open = true;
	} else {
		fprintf(live->file, "%s\n", text);
	}
	fflush(live->file);
}

void live_close(struct live *live)
{
	if (live->open)
		fputc('\n', live->file);
	live->open = false;
}

void live_clear(struct live *live)
{
	if (live->open)
		fputs("\r\033[K", live->file);
	live->open = false;
}

void live_worker_said(struct live *live, const char *label, const char *text, size_t bytes)
{
	live_close(live);
	fflush(live->file);
	said_take(&live->said, stderr, label, text, bytes);
}

void live_end(struct live *live)
{
	said_end(&live->said, stderr);
}

bool live_is_due(const struct live *live, int64_t pause_ns)
{
	return clock_now_ns() - live->shown_ns >= pause_ns;
}
