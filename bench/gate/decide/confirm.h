/* SPDX-License-Identifier: MIT */
/*
 * confirm.h - the second run of a gate: fresh rounds for the rows that the first left in doubt, how
 * many, and the verdict. Pure: no clock, no I/O.
 *
 * The number of rounds is fixed before the first of them, from the first run's noise and what time
 * allows. Before they are all played a row may pass or fail, at looks that share half of the one level
 * and a quarter of the other; when they are, it is judged; and where time is left for more and it did
 * neither, it goes on, and is judged whenever it has played twice as many. Judgements share evenly
 * what looks leave of the levels. To plan with the first run's estimate of the noise would plan too few wherever that happens
 * to be low; its upper chi-squared bound is taken instead: R. H. Browne, "On the use of a pilot
 * sample for sample size determination", Statistics in Medicine 14 (1995).
 *
 * A row fails when it is surely slower than the tolerance, and surely slower at all. The second is
 * what keeps gates of equal programs from failing where the tolerance is next to nothing: its
 * level is shared by the rows, and may be the larger the less likely it is that an equal row comes
 * this far. With a tolerance of 1 % it is always implied.
 */
#ifndef BENCH_GATE_DECIDE_CONFIRM_H
#define BENCH_GATE_DECIDE_CONFIRM_H

#include "bench/gate/decide/rule.h"

/* Who shares the levels: the rows of the gate, and those of them in the second run, > 0 both. */
struct confirm_family {
	size_t rows, confirmed;
};

/*
 * How many fresh rounds a row needs, whose first run of n rounds ended with `step`, SUSPECT or
 * UNDECIDED: rule.fresh at least, `most` where they are not enough. Returns 0, or as layouts_noise.
 */
int confirm_plan(const struct rule *rule, struct confirm_family family, enum rule_step step,
		 const double *logs, size_t n, size_t most, size_t *rounds);

/*
 * The same without the caution of a plan: how many would probably do, in 80 % of cases by the
 * noise that is as likely to be more as less. 0: not known, or too many.
 */
size_t confirm_guess(const struct rule *rule, struct confirm_family family,
		     enum rule_step step, const double *logs, size_t n);

/* What a row wants to play, and how long one of its rounds takes. */
struct confirm_wish {
	enum rule_step step;
	size_t rounds;
	double round_ns;
};

/*
 * Cut the wishes down to what fits into the time left: suspects first, then the undecided, each
 * group in proportion. A row that would be left with too few rounds to say anything gets 0.
 */
void confirm_share(struct confirm_wish *wishes, size_t n, double left_ns);

/* How many fresh rounds are played: first those, and up to all if they leave the row open. */
struct confirm_grant {
	size_t planned, all;
};

/*
 * How many rounds a row has played at the next look at its second run, when `done` were played:
 * rule.fresh, twice as many each time, those planned, again twice as many each time, all.
 */
size_t confirm_next_look(const struct rule *rule, struct confirm_grant grant, size_t done);

/* The fresh rounds of a row: log(head / base) and, of the same, log(control / base) or NULL. */
struct confirm_rounds {
	const double *head, *control;
	size_t n;
	struct confirm_grant grant;
	bool cut_short; /* by the clock: those that were planned are not going to be played */
};

/* Whether a row needs no more rounds, at a look; not by an error. */
bool confirm_settles(const struct rule *rule, struct confirm_family family,
		     enum rule_step step, const struct confirm_rounds *rounds);

enum confirm_verdict { CONFIRM_PASS, CONFIRM_FAIL, CONFIRM_INCONCLUSIVE };

struct confirm_finding {
	enum confirm_verdict verdict;
	struct trimmed head, control; /* of no rounds: all NaN, values = 0 */
	struct rule_levels head_levels, control_levels; /* of the ends that decide */
	bool control_fails; /* it differs from the base by more than the tolerance */
	/*
	 * How many fresh rounds more than these would probably have decided, when inconclusive. 0:
	 * unknown, since more rounds are no remedy (the control fails, or layouts differ too much)
	 * or there were none.
	 */
	size_t more;
};

/* Judge a row by its fresh rounds. Returns 0, or as layouts_mean. */
int confirm_judge(const struct rule *rule, struct confirm_family family,
		  enum rule_step step, const struct confirm_rounds *rounds,
		  struct confirm_finding *finding);

#endif
