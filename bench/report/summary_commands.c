/* SPDX-License-Identifier: MIT */
/* summary_commands.c - whole commands in summary.json: what their table shows, in ns. */
#include "bench/report/commands.h"
#include "bench/report/summary_json.h"
#include "bench/store/encode.h"

#define NS 1e9 /* in a second */

static json_t *nanoseconds(double seconds)
{
	return encode_number(seconds * NS);
}

static json_t *command_to_json(const struct commands *commands, size_t index)
{
	const struct command_record *row = &commands->rows[index];
	struct command_times times = commands_times(commands, row);
	struct estimate elapsed = {times.elapsed.value * NS, times.elapsed.low * NS,
				   times.elapsed.high * NS, times.elapsed.rounds};

	return json_pack("{s:s, s:s, s:f, s:o, s:o, s:o, s:o, s:o}", "example",
			 row->example, "player", row->player, "scale", row->scale,
			 "elapsed_ns", summary_estimate_to_json(&elapsed), "fastest_ns",
			 nanoseconds(times.fastest), "start_up_ns",
			 nanoseconds(times.start_up), "delays_ns",
			 nanoseconds(times.delays), "cpu_ns", nanoseconds(row->cpu));
}

json_t *summary_commands_to_json(const struct summary *summary)
{
	const struct commands *commands = &summary->results->commands;
	json_t *json = json_array();

	for (size_t i = 0; i < commands->count; i++)
		json_array_append_new(json, command_to_json(commands, i));
	return json;
}
