/* SPDX-License-Identifier: MIT */
/* contest.c - rounds of a row, from the conductor's values to logarithms. */
#include "bench/gate/play/contest.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "bench/gate/keep.h"

struct gate_way contest_way(const struct gate_contestant *contestant,
			    const struct gate_play *play)
{
	if (contestant->runtime)
		return (struct gate_way){contestant->runtime, contestant->parameters,
					 contestant->parameter_count};
	return (struct gate_way){play->runtime, play->parameters, play->parameter_count};
}

size_t contest_group(const struct gate *gate, size_t first)
{
	const struct gate_contest *contests = &gate->contests[first];
	size_t count = 1;

	while (first + count < gate->record.row_count &&
	       contests[count].play == contests->play &&
	       contests[count].row->counted == contests->row->counted)
		count++;
	return count;
}

static void forget(struct gate_rounds *rounds)
{
	free(rounds->head);
	free(rounds->control);
	free(rounds->values[BASE]);
	free(rounds->values[HEAD]);
	*rounds = (struct gate_rounds){0};
}

void contest_free(struct gate_contest *contest)
{
	forget(&contest->first);
	forget(&contest->second);
}

static int make_room(struct gate_rounds *rounds, size_t n)
{
	forget(rounds);
	rounds->head = calloc(n, sizeof(double));
	rounds->control = calloc(n, sizeof(double));
	rounds->values[BASE] = calloc(n, sizeof(double));
	rounds->values[HEAD] = calloc(n, sizeof(double));
	if (!rounds->head || !rounds->control || !rounds->values[BASE] ||
	    !rounds->values[HEAD]) {
		forget(rounds);
		return -ENOMEM;
	}
	rounds->n = n;
	return 0;
}

static int take_round(struct gate_rounds *rounds, const struct gate_metric *metric,
		      const struct run_series *series, size_t round)
{
	double base = gate_metric_value(metric, series->values[BASE], round);
	double head = gate_metric_value(metric, series->values[HEAD], round);
	double control = gate_metric_value(metric, series->values[CONTROL], round);

	/* Their mean misses the base by less than either, and no more to one side than the other. */
	double bases = sqrt(base * control);

	rounds->head[round] = log(head / bases);
	rounds->control[round] = log(control / base);
	rounds->values[BASE][round] = bases - metric->floor;
	rounds->values[HEAD][round] = head - metric->floor;
	return isfinite(rounds->head[round]) && isfinite(rounds->control[round]) ? 0
										 : -EDOM;
}

int contest_take(struct gate_rounds *rounds, const struct gate_metric *metric,
		 const struct run_series *series)
{
	size_t n = (size_t)series->record->rounds_done;
	int error = make_room(rounds, n);

	for (size_t i = 0; i < n && !error; i++)
		error = take_round(rounds, metric, series, i);
	rounds->round_ns = (double)series->round_ns;
	rounds->set_up_ns =
		fmax(0, (double)(series->duet_ns - series->round_ns * (int64_t)n));
	return error;
}

const char *contest_why(int error)
{
	switch (error) {
	case -EDOM:
		return "a round has no value of this metric";
	case -ENOMEM:
		return "there is no memory for its rounds";
	}
	return "its rounds say nothing";
}

void contest_unmeasured(struct gate *gate, struct gate_contest *contest, const char *why)
{
	contest->row->verdict = GATE_UNMEASURED;
	contest->row->reason = gate_keep(gate, "%s", why);
}

struct gate_ratio gate_ratio_of(const struct trimmed *mean, size_t rounds,
				struct rule_levels levels)
{
	return (struct gate_ratio){
		.ratio = {.value = exp(mean->mean),
			  .low = exp(trimmed_low(mean, levels.low)),
			  .high = exp(trimmed_high(mean, levels.high)),
			  .rounds = rounds},
		.confidence = 1 - levels.low - levels.high,
	};
}
