/* SPDX-License-Identifier: MIT */
/* commands.c - reads what hyperfine exported. See commands.h. */
#include "bench/store/commands.h"

#include <math.h>
#include <stdio.h>

/* A duration in seconds that a process can have taken. */
static bool is_time(const json_t *json, double least)
{
	double seconds = json_number_value(json);

	return json_is_number(json) && isfinite(seconds) && seconds >= least;
}

/* The name that scripts/commands gave: "task example, threads, delays x 0.1". */
static bool read_name(const char *name, struct command_record *row)
{
	int end = 0;

	return sscanf(name, "%23s example, %23[a-z], delays x %lf%n", row->example,
		      row->player, &row->scale, &end) == 3 &&
	       !name[end] && isfinite(row->scale) && row->scale >= 0;
}

static void decode_command(struct decoder *decoder, const json_t *json,
			   struct command_record *row)
{
	const char *name = decode_string(decoder, json, "command");
	const json_t *user = json_object_get(json, "user");
	const json_t *system = json_object_get(json, "system");

	row->times = decode_array(decoder, json, "times");
	if (decoder->error)
		return;
	if (!read_name(name, row))
		decode_fail(decoder, "\"%s\" is no command of scripts/commands", name);
	if (!is_time(user, 0) || !is_time(system, 0))
		decode_fail(decoder, "user and system of \"%s\" are no times", name);
	row->cpu = json_number_value(user) + json_number_value(system);
	if (json_array_size(row->times) < 2)
		decode_fail(decoder, "\"%s\" has fewer than two runs", name);
	for (size_t i = 0; i < json_array_size(row->times); i++)
		if (!is_time(json_array_get(row->times, i), 1e-9))
			decode_fail(decoder, "a run of \"%s\" took no time", name);
}

int decode_commands(struct decoder *decoder, const json_t *json, struct commands *commands)
{
	const json_t *array = decode_array(decoder, json, "results");

	if (json_array_size(array) > COMMANDS_MOST)
		decode_fail(decoder, "more than %d commands", COMMANDS_MOST);
	for (size_t i = 0; i < json_array_size(array) && !decoder->error; i++)
		decode_command(decoder, json_array_get(array, i),
			       &commands->rows[commands->count++]);
	return decoder->error;
}
