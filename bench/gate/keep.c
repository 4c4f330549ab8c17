/* SPDX-License-Identifier: MIT */
/* keep.c - what lives as long as a gate. See keep.h. */
#include "bench/gate/keep.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *gate_keep(struct gate *gate, const char *format, ...)
{
	char text[2 * PROBLEM_BYTES];
	json_t *string;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	string = json_string_nocheck(text);
	if (json_array_append_new(gate->kept, string))
		return "";
	return json_string_value(string);
}

void gate_warn(struct gate *gate, const char *text, const char *remedy)
{
	struct gate_record *record = &gate->record;
	struct warning_record *grown;

	/* What has the same remedy is the same to whoever reads it, in whichever row it was. */
	for (size_t i = 0; i < record->warning_count; i++)
		if (!strcmp(record->warnings[i].remedy, remedy))
			return;
	grown = realloc(gate->warnings, (record->warning_count + 1) * sizeof(*grown));
	if (!grown)
		return;
	grown[record->warning_count++] = (struct warning_record){text, remedy};
	record->warnings = gate->warnings = grown;
}
