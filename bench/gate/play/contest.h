/* SPDX-License-Identifier: MIT */
/* contest.h - a row of a gate while it is played. For bench/gate alone; others use gate.h. */
#ifndef BENCH_GATE_PLAY_CONTEST_H
#define BENCH_GATE_PLAY_CONTEST_H

#include "bench/gate/decide/confirm.h"
#include "bench/gate/decide/rule.h"
#include "bench/gate/gate.h"
#include "bench/gate/metric.h"

enum { BASE, HEAD, CONTROL, SEATS };

/* The rounds of a row in one run. */
struct gate_rounds {
	size_t n;
	double *head, *control; /* log(head / base), log(control / base) */
	double *values[SEATS];	/* of base and head; the control is in the base's */
	double round_ns;	/* how long a round takes, in the mean */
	double set_up_ns;	/* before the first of them */
};

/*
 * A row while it is played: a metric of a play. Rows of one play are neighbours, those that are
 * counted the last.
 */
struct gate_contest {
	const struct gate_play *play;
	const struct gate_metric *metric;
	struct rule rule;
	struct gate_row *row;
	size_t looks;
	enum rule_step step; /* RULE_GO_ON: not decided */
	struct trimmed mean; /* of the first run, at the last look */
	struct gate_rounds first, second;
	struct duet_known known; /* by the first run; its text is the gate's */
	size_t wished;		 /* rounds of the second run; 0: it is not in it */
	struct confirm_grant grant;
	bool cut_short; /* the second run, by the clock */
	size_t next_look;
};

/* What a side plays of a row: its own runtime with its parameters, or else the row's. */
struct gate_way {
	const char *runtime;
	const struct named_value *parameters;
	size_t parameter_count;
};

struct gate_way contest_way(const struct gate_contestant *contestant,
			    const struct gate_play *play);

/* How many contests, from this one on, are of the same play, and all counted or all measured. */
size_t contest_group(const struct gate *gate, size_t first);

/* Take the rounds of a duet from the conductor. Returns 0; -EDOM: a value is missing; -ENOMEM. */
int contest_take(struct gate_rounds *rounds, const struct gate_metric *metric,
		 const struct run_series *series);

/* Why a row is unmeasured, from what contest_take returned; 0: its rounds have no mean. */
const char *contest_why(int error);
void contest_free(struct gate_contest *contest);

/* The row cannot be measured, or claimed: why. */
void contest_unmeasured(struct gate *gate, struct gate_contest *contest, const char *why);

/* What a trimmed mean of logarithms says as a ratio. */
struct gate_ratio gate_ratio_of(const struct trimmed *mean, size_t rounds,
				struct rule_levels levels);

#endif
