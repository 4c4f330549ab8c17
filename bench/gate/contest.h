/* SPDX-License-Identifier: MIT */
/* contest.h - what a gate holds while it plays. For bench/gate alone; others use gate.h. */
#ifndef BENCH_GATE_CONTEST_H
#define BENCH_GATE_CONTEST_H

#include "bench/gate/confirm.h"
#include "bench/gate/gate.h"
#include "bench/gate/metric.h"
#include "bench/gate/rule.h"

/* Of the time, for the first run; the rest is for those that it does not decide. */
#define FIRST_SHARE 0.65

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

/* A run of a gate, while run_play is at it. */
struct gate_run {
	const struct gate_plan *plan;
	const struct gate_events *events;
	struct gate *gate;
	enum gate_stage stage;
	struct confirm_family family; /* of the second run */
	size_t *contests;	      /* of each duet: its first contest */
	const char **layouts[2];      /* the programs of base and head in the run's order */
	size_t duet_count;
	int64_t left_ns; /* of the whole gate, when the run starts */
};

/* A copy of the text that lives as long as the gate. */
const char *gate_keep(struct gate *gate, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Note a warning in the record; the first of those that have the same remedy. */
void gate_warn(struct gate *gate, const char *text, const char *remedy);

/* rows.c: whether both sides are played the same way: a thread may do the work of a coroutine. */
bool gate_plays_alike(const struct gate_plan *plan);

/* rows.c: make the record's rows and their contests. Returns as gate_play. */
int gate_make_rows(const struct gate_plan *plan, struct gate *gate,
		   struct problem *problem);

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

/* run.c: the slices of a round, as a gate plays them. */
void gate_shape_rounds(struct run_plan *plan);

/* first.c, second.c: the two runs. Return as gate_play. */
int gate_play_first(const struct gate_plan *plan, const struct gate_events *events,
		    struct gate *gate, int64_t left_ns, struct problem *problem);
int gate_play_second(const struct gate_plan *plan, const struct gate_events *events,
		     struct gate *gate, int64_t left_ns, struct problem *problem);

/* counting.c: whether a workload, as it is described, can be counted. */
bool gate_can_count(const json_t *workload);

/* Warn of rows that cannot, of which one is named. 0 of them: nothing. */
void gate_warn_left_out(struct gate *gate, const char *name, size_t count);

/* Whether anything can be counted here; if not, that is warned of. */
bool gate_count_ready(const struct gate_plan *plan, struct gate *gate);

/*
 * Count the rows that are counted, and judge them: seconds each. What fails is unmeasured. Returns 0;
 * -EINTR or -ENOMEM with the problem filled in.
 */
int gate_count_rows(const struct gate_plan *plan, const struct gate_events *events,
		    struct gate *gate, struct problem *problem);

/* run.c: play those duets of the run that there are, of the rounds that `judge` asks for. */
int gate_run_play(struct gate_run *run, const char *folder, const int64_t *rounds,
		  int64_t (*judge)(void *run, const struct run_series *series),
		  int64_t budget_ns, struct problem *problem);

/* What a trimmed mean of logarithms says as a ratio. */
struct gate_ratio gate_ratio_of(const struct trimmed *mean, size_t rounds,
				struct rule_levels levels);

#endif
