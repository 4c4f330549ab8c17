/* SPDX-License-Identifier: MIT */
/*
 * rule.h - the first run of a gate: which rows pass and which are suspect. Pure: no clock, no I/O.
 *
 * A row is played in two runs. The first one is looked at after numbers of rounds that are fixed
 * beforehand: a row that is surely slower by less than the margin passes; one that looks slower than
 * the tolerance is suspect. Suspects, and what was never decided, go into the second run (confirm.h).
 * Only that one may fail a row: the first has picked it for being slow and would say too much.
 *
 * Values are the rounds' log(head / base), over layouts (bench/stats/layouts.h). When to stop is
 * decided by looks and by numbers fixed beforehand alone: a bound does not hold where the values
 * themselves say when it is taken. A pass may be wrong at each look, so all of them have the same
 * level, such that together they have the whole one: S. J. Pocock, "Group sequential methods in the
 * design and analysis of clinical trials", Biometrika 64 (1977). Looks at much the same rounds are
 * much alike: the level of each is more than the whole one shared evenly.
 */
#ifndef BENCH_GATE_DECIDE_RULE_H
#define BENCH_GATE_DECIDE_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/stats/layouts.h"

#define RULE_LOOKS 8

/* Differences are relative (0.01 is 1 %), levels are shares of wrong decisions. */
struct rule {
	double tolerance;	   /* slower by up to so much is no regression */
	double margin;		   /* a row passes once it is surely slower by less */
	double effect;		   /* slower than the tolerance by so much shall be found */
	size_t layouts;		   /* 1: the rounds are the units */
	size_t looks;		   /* at the first run, at most */
	size_t rounds[RULE_LOOKS]; /* that a row has played at each of them */
	size_t fresh;		   /* rounds of the second run, at least */

	double suspect_level; /* a look suspects a row that is slower by the tolerance */
	double pass_level;    /* a look passes a row that is slower by the margin */
	double settle_level;  /* the second run passes such a row */
	double fail_level;  /* it fails any of the rows that are slower by the tolerance */
	double alarm_level; /* it fails any of rows that are equal */

	/* the second run is planned to find the effect with this power, ... */
	double power;
	/* ... unless the noise is more than its bound, which it is in this share of cases */
	double noise_level;
};

/*
 * The rule with its defaults: a margin of 1 % or the tolerance, whichever is more, an effect of
 * 1 %, 8 looks; levels of 5 % and 0.85 % a look (that is 4 % for all of them to pass a row), 1 %, 1 % and
 * 1 of 400; a power of 99.5 % with 5 %.
 */
struct rule rule_default(double tolerance, size_t layouts);

/*
 * The same for a gate of few seconds: one early look, which suspects a quarter of all
 * rows that are slower by the tolerance and lets few pass. Most of the time is then the second run's,
 * which alone may fail a row, and whose level of alarms takes the larger share of suspects into
 * account.
 */
struct rule rule_hurried(double tolerance, size_t layouts);

/* How sure each end of an interval is: one-sided levels. */
struct rule_levels {
	double low, high;
};

/* Those that decide at a look: a row is suspect by the low end, and passes by the high one. */
struct rule_levels rule_look_levels(const struct rule *rule);

enum rule_step {
	RULE_GO_ON,
	RULE_PASSES,
	RULE_SUSPECT,
	RULE_UNDECIDED /* after the last look */
};

/*
 * Look at the n rounds that a row has played. `last`: there is no further look, by the rule or since
 * time does not allow for its rounds. *mean is what they say. Returns a step, or as layouts_mean.
 */
int rule_look(const struct rule *rule, const double *logs, size_t n, bool last,
	      struct trimmed *mean);

#endif
