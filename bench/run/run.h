/* SPDX-License-Identifier: MIT */
/*
 * run.h - the conductor: plays the duets of a plan and writes their results folder.
 *
 * It starts the workers, calibrates, interleaves slices, and repeats with fresh processes, round
 * after round. It prints nothing: what happens is told through callbacks. It leaves no process
 * behind, whatever ends it.
 */
#ifndef BENCH_RUN_RUN_H
#define BENCH_RUN_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/stats/estimate.h"
#include "bench/store/machine.h"
#include "bench/store/problem.h"
#include "bench/store/record.h"

/* One player of a duet. Strings are borrowed until the run has ended. */
struct contestant_plan {
	const char *label;  /* unique within the duet */
	const char *worker; /* program; NULL: the plan's */
	/* What results call it; NULL: by its path, the plan's by its name. */
	const char *told;
	/*
	 * Several builds of one program, instead: round r plays workers[(r + worker_offset) %
	 * worker_count]. Set-up, and so the records, take the first. A control plays
	 * what is controlled.
	 */
	const char *const *workers;
	size_t worker_count; /* 0: there is `worker` alone */
	size_t worker_offset;
	const char *const
		*launcher; /* words before the program ("ssh", "host"), NULL at the end */
	const char *runtime;
	const char *workload;
	const struct named_value *parameters; /* those that are not the default */
	size_t parameter_count;
};

/* How the contestants of a duet are spread over the processors. */
enum cores_choice {
	CORES_BY_WORKLOAD, /* as the first contestant's workload asks */
	CORES_ONE,
	CORES_ALL,
};

/* What a run before this one found out of a duet of contestants that play equal operations. */
struct duet_known {
	int64_t operations; /* of a slice; 0: nothing is known */
	int64_t slice_ns, round_ns;
	const char *checksum; /* of the fixed work, equal for all */
};

struct duet_plan {
	const struct contestant_plan *contestants;
	size_t contestant_count;
	enum cores_choice cores;
	const char *metric; /* "wall" or "cpu"; NULL: the first workload's */
	int64_t weight;	    /* of its share of the budget; 0: 1 */
	int64_t rounds;	    /* 0: the plan's */
	bool own_control;   /* its last contestant is the control; none is added */
	/*
	 * Contestants that differ in their program alone play slices of as many operations: those of
	 * the first of them. And of 500 at least where an operation is short, whatever the slice's
	 * length: a slice that is dear since one operation in a hundred is, is none of the fastest.
	 */
	bool equal_operations;
	/* Then the work is not proved equal again, no slice is sized and no program is tried. */
	struct duet_known known;
};

/* What a judge is asked with: a duet's values so far. */
struct run_series {
	size_t duet;
	const struct duet_record *record; /* rounds_done of them, of contestant_count */
	/* values[contestant][measure][round]; NaN: not measured. */
	const double *const *const *values;
	int64_t duet_ns;  /* since the duet started, set-up included */
	int64_t round_ns; /* how long a round takes, in the mean */
	int64_t left_ns;  /* of the run's budget; may be negative */
};

/*
 * Decides, when the rounds of a duet that were planned have been played, how many more to play: 0
 * ends the duet. Whoever asks for more because of the values must account for that in what it
 * claims of them: plain intervals do not hold then.
 */
struct run_judge {
	void *context;
	int64_t (*more_rounds)(void *context, const struct run_series *series);
};

/* Zero in a field means its default. Start from run_plan_default(). */
struct run_plan {
	const struct duet_plan *duets;
	size_t duet_count;
	const char *command; /* the command line, for run.json */
	const char *profile; /* likewise; may be NULL */
	const char *version; /* of duet, likewise */
	const char *folder;  /* of results; NULL: results/<date and time> */
	const char *worker;  /* default program, and the load generator's */
	size_t stack_size;   /* bytes, passed to every worker; 0: not passed */
	uint64_t seed;	     /* of every random choice; 0: from the clock, and stored */
	int64_t budget_ns;   /* of the whole run, set-up included; default 60 s */
	int64_t rounds; /* of every duet, before a judge is asked; 0: as the budget allows */
	int64_t max_rounds; /* when the budget decides; default 60 */
	int64_t slice_ns;   /* 0: as each workload says */
	int64_t round_ns;   /* of playing, a contestant and round, at least; 0: no wish */
	/*
	 * The most slices of a contestant and round that do not count, and that do; 0: as many as
	 * their length asks for, 10 and 20 of the shortest. Less of them make more rounds.
	 */
	int64_t slices_discarded, slices_kept;
	int64_t timeout_ns; /* for an answer; default 60 s */
	/*
	 * Where the budget leaves less than timeout_ns, an answer may take what it leaves, and
	 * this at least; 0: timeout_ns in any case.
	 */
	int64_t patience_ns;
	int core;		/* for the contestants; -1: the last allowed one */
	struct run_judge judge; /* of all duets; without more_rounds nobody is asked */
	bool no_control;	/* do not play the first contestant against itself */
	bool no_slices;	 /* do not store the raw slices: the folder has no slices.jsonl */
	const char *sys; /* the root of sysfs; NULL: /sys */
	bool strict;	 /* refuse, rather than lower, what does not fit the limits */
	int stop_fd; /* once it is readable (a signalfd, a pipe) the run ends; -1: never */
};

struct run_plan run_plan_default(void);

/* How far a duet is, told after every round. */
struct run_progress {
	size_t duet;
	const struct duet_record *record; /* with rounds_planned, rounds_done */
	/* Of each contestant to the first, in the duet's metric; rounds = 0: none yet. */
	const struct estimate *ratios;
	int64_t duet_ns;      /* since the duet started */
	int64_t duet_left_ns; /* expected */
	int64_t run_left_ns;  /* expected, of this duet and those after it */
};

/* Callbacks, each of which may be NULL. They must not take long: slices wait for them. */
struct run_events {
	void *context;
	/* The folder is there; the machine was looked at. */
	void (*started)(void *context, const char *folder, const struct machine *machine,
			const struct run_record *run);
	/* Set-up of a duet begins: its contestants are known, nothing is calibrated. */
	void (*duet_started)(void *context, size_t duet, const struct duet_record *record);
	/* A contestant of it is set up, or a trial round played: what, in a few words. */
	void (*setting_up)(void *context, size_t duet, const struct duet_record *record,
			   const char *what);
	/* A round has ended; the first call, with rounds_done = 0, tells the number of rounds. */
	void (*round_done)(void *context, const struct run_progress *progress);
	/* Complete or failed (record->error says why) or cut short. */
	void (*duet_ended)(void *context, size_t duet, const struct duet_record *record);
	/* Something the reader should know, and what to do about it. */
	void (*warning)(void *context, size_t duet, const char *text, const char *remedy);
	/* Likewise of the run as a whole; no record holds it. */
	void (*run_warning)(void *context, const char *text, const char *remedy);
	/* A worker wrote to its standard error: pass it on. Not ended by a zero. */
	void (*worker_said)(void *context, const char *label, const char *text,
			    size_t bytes);
};

/*
 * Play the plan. Waits for as long as it takes. Returns how many duets failed (0: all is well);
 * -EINTR when stop_fd asked to end: finished rounds are kept and the state is partial; another
 * -errno when the run as a whole could not go on, with the problem filled in. `folder`, when not
 * NULL, receives the path of the results (free it), also after an error if the folder was made;
 * otherwise NULL.
 */
int run_play(const struct run_plan *plan, const struct run_events *events, char **folder,
	     struct problem *problem);

#endif
