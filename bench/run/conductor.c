/* SPDX-License-Identifier: MIT */
/* conductor.c - what all parts of a run share: kept strings, warnings, the wish to stop. */
#include "bench/run/conductor.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/clock.h"

/* A string whose bytes above ASCII are replaced, for text that is no UTF-8. */
static json_t *ascii_string(const char *text)
{
	char *copy = strdup(text);
	json_t *string;

	if (!copy)
		return NULL;
	for (char *c = copy; *c; c++)
		if ((unsigned char)*c >= 128)
			*c = '?';
	string = json_string(copy);
	free(copy);
	return string;
}

const char *conductor_keep(struct conductor *conductor, const char *text)
{
	json_t *string = json_string(text);

	if (!string)
		string = ascii_string(text);
	if (json_array_append_new(conductor->kept, string))
		return "";
	return json_string_value(string);
}

static bool was_told(const struct duet_record *record, const char *text)
{
	for (size_t i = 0; i < record->warning_count; i++)
		if (!strcmp(record->warnings[i].text, text))
			return true;
	return false;
}

void conductor_warn(struct conductor *conductor, struct duet *duet, const char *remedy,
		    const char *format, ...)
{
	const struct run_events *events = conductor->events;
	struct duet_record *record = duet->record;
	struct warning_record *grown;
	char text[PROBLEM_BYTES];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (was_told(record, text))
		return;
	grown = realloc((void *)record->warnings,
			(record->warning_count + 1) * sizeof(*grown));
	if (grown) {
		grown[record->warning_count++] = (struct warning_record){
			conductor_keep(conductor, text), conductor_keep(conductor, remedy)};
		record->warnings = grown;
	}
	if (events->warning)
		events->warning(events->context, duet->index, text, remedy);
}

void conductor_fail(struct conductor *conductor, struct duet *duet)
{
	const struct problem *problem = conductor->problem;
	char text[2 * PROBLEM_BYTES + 4];

	snprintf(text, sizeof(text), "%s%s%s", problem->text,
		 problem->remedy[0] ? "; " : "", problem->remedy);
	duet->record->state = DUET_FAILED;
	duet->record->error = conductor_keep(conductor, text);
}

void conductor_tell_setup(const struct conductor *conductor, const struct duet *duet,
			  const char *what)
{
	const struct run_events *events = conductor->events;

	if (events->setting_up)
		events->setting_up(events->context, duet->index, duet->record, what);
}

int conductor_stopped(struct conductor *conductor)
{
	struct pollfd stop = {.fd = conductor->plan->stop_fd, .events = POLLIN};

	if (stop.fd < 0 || poll(&stop, 1, 0) != 1)
		return 0;
	return problem_set(conductor->problem, -EINTR, "interrupted");
}

int64_t conductor_patience_ns(const struct conductor *conductor)
{
	const struct run_plan *plan = conductor->plan;
	int64_t wait_ns = conductor->started_ns + plan->budget_ns - clock_now_ns();

	if (plan->patience_ns == 0 || wait_ns > plan->timeout_ns)
		return plan->timeout_ns;
	return wait_ns > plan->patience_ns ? wait_ns : plan->patience_ns;
}
