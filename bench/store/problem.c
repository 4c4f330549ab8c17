/* SPDX-License-Identifier: MIT */
/* problem.c - fills in problems. */
#include "bench/store/problem.h"

#include <stdarg.h>
#include <stdio.h>

static void write_line(char *line, const char *format, va_list arguments)
{
	vsnprintf(line, PROBLEM_BYTES, format, arguments);
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
}

int problem_set(struct problem *problem, int error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	write_line(problem->text, format, arguments);
	va_end(arguments);
	problem->remedy[0] = 0;
	return error;
}

void problem_remedy(struct problem *problem, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	write_line(problem->remedy, format, arguments);
	va_end(arguments);
}
