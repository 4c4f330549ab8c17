/* SPDX-License-Identifier: MIT */
/*
 * trial.h - a gate of two fakes by what they do, and what came of it. On a stage, whose folder it
 * leaves its own in.
 */
#ifndef TESTS_UNIT_TRIAL_H
#define TESTS_UNIT_TRIAL_H

#include "stage.h"

#include "bench/gate/gate.h"

#define TRIAL_PATH 128

struct trial {
	struct gate_side sides[2];
	struct gate_plan plan;
	struct gate_events events;
	struct gate gate;
	struct problem problem;
	char folder[TRIAL_PATH];  /* the plan's */
	char program[TRIAL_PATH]; /* for a side of the test's own */
	size_t told;		  /* rounds of which it was told */
	int stop;		  /* written to after the first of them; -1: not */
};

/*
 * Plan one row, known/fake, of fakes that do what `base` and `head` say ("ns=1000,noise=1"), for
 * 20 s at most, 1 % tolerated. The trial stays where it is until its end.
 */
void trial_plan(struct stage *stage, struct trial *trial, const char *base,
		const char *head);

/* Play it: returns as gate_play. */
int trial_play(struct trial *trial);

void trial_end(struct trial *trial);

/* Whether the gate has left such a file or folder. */
bool trial_left(const struct trial *trial, const char *name);

/* Write lines of shell as a program of the stage's folder, and where it is to `path`. */
void trial_write_program(struct stage *stage, const char *name, const char *text,
			 char path[TRIAL_PATH]);

/* Let a side be the program, or the folder of programs, at the path, which it borrows. */
void trial_take(struct trial *trial, int side, const char *path);

#endif
