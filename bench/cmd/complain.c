/* SPDX-License-Identifier: MIT */
/* complain.c - one clear line for bad use. */
#include "bench/cmd/command.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/protocol/nearest.h"
#include "bench/report/plain.h"
#include "bench/store/problem.h"

int complain(const char *format, ...)
{
	va_list arguments;
	char *text = NULL;

	va_start(arguments, format);
	fflush(stdout); /* keep the order of what people read */
	fputs("duet: ", stderr);
	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	plain_write(stderr, text ? text : "out of memory");
	fputc('\n', stderr);
	va_end(arguments);
	free(text);
	return EXIT_BAD_USE;
}

int complain_problem(const struct problem *problem)
{
	bool remedy = *problem->remedy;

	return complain("%s%s%s%s", problem->text, remedy ? " (" : "", problem->remedy,
			remedy ? ")" : "");
}

int complain_unknown(const char *kind, const char *name, const char *const *names,
		     unsigned long count, const char *see)
{
	struct nearest nearest = {.wanted = name};

	for (unsigned long i = 0; i < count; i++)
		nearest_try(&nearest, names[i]);
	if (nearest.name)
		return complain("unknown %s \"%s\"; did you mean \"%s\"? (%s)", kind, name,
				nearest.name, see);
	return complain("unknown %s \"%s\" (%s)", kind, name, see);
}
