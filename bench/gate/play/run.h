/* SPDX-License-Identifier: MIT */
/*
 * run.h - a run of a gate: some of its rows, each until a judge has had enough. For
 * bench/gate alone.
 */
#ifndef BENCH_GATE_PLAY_RUN_H
#define BENCH_GATE_PLAY_RUN_H

#include "bench/gate/play/contest.h"

/* A run of a gate, while gate_run_play is at it. */
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

/* The slices of a round, as a gate plays them. */
void gate_shape_rounds(struct run_plan *plan);

/* Play those duets of the run that there are, of the rounds that `judge` asks for. */
int gate_run_play(struct gate_run *run, const char *folder, const int64_t *rounds,
		  int64_t (*judge)(void *run, const struct run_series *series),
		  int64_t budget_ns, struct problem *problem);

#endif
