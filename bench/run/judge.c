/* SPDX-License-Identifier: MIT */
/* judge.c - shows a judge what was played so far. What it wants is its own affair. */
#include "bench/run/clock.h"
#include "bench/run/conductor.h"

int64_t judge_ask(const struct conductor *conductor, const struct duet *duet,
		  int64_t round_ns)
{
	const struct run_judge *judge = &conductor->plan->judge;
	const double *const *values[duet->seat_count];
	int64_t now_ns = clock_now_ns();
	struct run_series series = {
		.duet = duet->index,
		.record = duet->record,
		.values = values,
		.duet_ns = now_ns - duet->started_ns,
		.round_ns = round_ns,
		.left_ns = conductor->started_ns + conductor->plan->budget_ns - now_ns,
	};

	if (!judge->more_rounds)
		return 0;
	for (size_t i = 0; i < duet->seat_count; i++)
		values[i] = (const double *const *)duet->series[i].values;
	return judge->more_rounds(judge->context, &series);
}
