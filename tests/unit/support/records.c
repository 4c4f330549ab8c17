/* SPDX-License-Identifier: MIT */
/* records.c - records that nothing can be said against. See records.h. */
#include "records.h"

#include <math.h>

struct contestant_record record_contestant(const char *runtime, const char *workload,
					   const struct named_value *parameters,
					   size_t count)
{
	return (struct contestant_record){
		.label = runtime,
		.worker = "duet-worker",
		.worker_count = 1,
		.runtime = runtime,
		.workload = workload,
		.parameters = parameters,
		.parameter_count = count,
		.checksum = "0000000000000001",
	};
}

struct duet_record record_duet(const char *workload, struct contestant_record *contestants,
			       size_t count)
{
	return (struct duet_record){
		.workload = workload,
		.question = "What does it cost?",
		.operation = "an operation",
		.caution = "anything else.",
		.metric = "wall",
		.cores = "one",
		.workload_cores = "one",
		.error = "",
		.state = DUET_COMPLETE,
		.contestants = contestants,
		.contestant_count = count,
		.rounds_planned = ROUNDS,
		.rounds_done = ROUNDS,
	};
}

struct results record_run(const char *command, struct duet_record *duets, size_t count,
			  struct round_record *rounds, size_t contestants)
{
	return (struct results){
		.path = "made",
		.run = {.state = RUN_COMPLETE,
			.command = command,
			.version = "0",
			.started = "now",
			.duets = duets,
			.duet_count = count},
		.rounds = rounds,
		.round_count = count * ROUNDS * contestants,
	};
}

struct round_record record_round(size_t duet, size_t i, size_t contestants)
{
	struct round_record round = {
		.duet = duet,
		.round = i / contestants,
		.contestant = i % contestants,
		.slices = 20,
		.operations = 1000,
	};

	for (size_t m = 0; m < MEASURES; m++)
		round.values[m] = NAN;
	return round;
}

double record_wobble(size_t i, double step)
{
	return 1 + step * (double)((int)(7 * i % 5) - 2);
}
