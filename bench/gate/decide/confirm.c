/* SPDX-License-Identifier: MIT */
/* confirm.c - plans, shares of the time, verdicts of the second run. */
#include "bench/gate/decide/confirm.h"

#include <errno.h>
#include <math.h>

#define ROUNDS_FEW 6	    /* less of them tell nothing */
#define ROUNDS_MANY 1000000 /* nobody plays as many */
#define MORE_POWER 0.8	    /* that so many more rounds decide */
#define DISTANCE_LEVEL 0.05 /* of the bound below which no row is planned for */

/* What looks before the first judgement have of the levels, together. */
#define EARLY_PASS 0.5
#define EARLY_FAIL 0.25

#define SUSPECTS_ALARM 0.8 /* what suspects have of the level of alarms */

/* The one-sided levels of a row's two conditions of failing. */
struct levels {
	double tolerated, equal;
};

/*
 * Those of a judgement that has such a share of them. Suspects have most of the level of alarms, and the
 * more the less likely it is that a gate of equal programs has one at all; other rows have the rest.
 */
static struct levels levels_of(const struct rule *rule, struct confirm_family family,
			       enum rule_step step, double share)
{
	double confirmed = (double)family.confirmed / share;
	double come = (double)family.rows * (double)rule->looks * rule->suspect_level;
	double alarm =
		step == RULE_SUSPECT ? SUSPECTS_ALARM / fmin(1, come) : 1 - SUSPECTS_ALARM;

	return (struct levels){rule->fail_level / confirmed,
			       fmin(rule->alarm_level * alarm / confirmed, 0.5)};
}

/* The larger of two numbers of rounds; 0, no number, if either is. */
static size_t both(size_t a, size_t b)
{
	if (a == 0 || b == 0)
		return 0;
	return a > b ? a : b;
}

/* What failing takes when the truth is so far above the tolerance; 0: more than `most`. */
static size_t rounds_to_fail(const struct rule *rule, struct levels levels,
			     const struct layouts_noise *noise, double above, double power,
			     size_t most)
{
	size_t tolerated =
		layouts_rounds(noise, rule->layouts, above, levels.tolerated, power, most);
	size_t equal = layouts_rounds(noise, rule->layouts, above + log1p(rule->tolerance),
				      levels.equal, power, most);

	return both(tolerated, equal);
}

/* What a judgement has at least of a level: looks come before it, another judgement after it. */
static double least_share(double early)
{
	return (1 - early) / 2;
}

static size_t rounds_to_pass(const struct rule *rule, const struct layouts_noise *noise,
			     double below, double power, size_t most)
{
	return layouts_rounds(noise, rule->layouts, below,
			      rule->settle_level * least_share(EARLY_PASS), power, most);
}

/* The noise of a first run, as large as it may well be. */
static int noise_bound(const struct rule *rule, const double *logs, size_t n,
		       struct layouts_noise *noise)
{
	int error = layouts_noise(logs, n, rule->layouts, noise);
	double bound;

	if (error)
		return error;
	bound = layouts_noise_bound(noise->freedom, rule->noise_level);
	noise->round *= bound;
	noise->layout *= bound;
	return 0;
}

/* How far above the tolerance a row is to be found: what is slower by far needs less rounds. */
static double distance(const struct rule *rule, enum rule_step step,
		       const struct trimmed *first)
{
	double tolerance = log1p(rule->tolerance);
	double effect = log1p(rule->tolerance + rule->effect) - tolerance;

	if (step != RULE_SUSPECT)
		return effect;
	return fmax(effect, trimmed_low(first, DISTANCE_LEVEL) - tolerance);
}

int confirm_plan(const struct rule *rule, struct confirm_family family, enum rule_step step,
		 const double *logs, size_t n, size_t most, size_t *rounds)
{
	struct levels levels = levels_of(rule, family, step, least_share(EARLY_FAIL));
	size_t needed;
	struct layouts_noise noise;
	struct trimmed first;
	int error = layouts_mean(logs, n, rule->layouts, &first);

	if (!error)
		error = noise_bound(rule, logs, n, &noise);
	if (error)
		return error;
	needed = rounds_to_fail(rule, levels, &noise, distance(rule, step, &first),
				rule->power, most);
	if (step == RULE_UNDECIDED)
		needed = both(needed, rounds_to_pass(rule, &noise, log1p(rule->margin),
						     rule->power, most));
	if (needed != 0 && needed < rule->fresh)
		needed = rule->fresh;
	*rounds = needed == 0 || needed > most ? most : needed;
	return 0;
}

size_t confirm_guess(const struct rule *rule, struct confirm_family family,
		     enum rule_step step, const double *logs, size_t n)
{
	struct rule likely = *rule;
	size_t rounds;

	likely.power = MORE_POWER;
	likely.noise_level = 0.5;
	if (confirm_plan(&likely, family, step, logs, n, ROUNDS_MANY, &rounds) ||
	    rounds == ROUNDS_MANY)
		return 0;
	return rounds;
}

size_t confirm_next_look(const struct rule *rule, struct confirm_grant grant, size_t done)
{
	size_t next = done < rule->fresh ? rule->fresh : 2 * done;
	size_t most = done < grant.planned ? grant.planned : grant.all;

	return next < most ? next : most;
}

/* Whether these rounds are looked at before they are judged. */
static bool is_early(const struct confirm_rounds *rounds)
{
	return rounds->n < rounds->grant.planned && !rounds->cut_short;
}

/* How many looks there are before the planned rounds are all played, and from then on. */
struct looks {
	size_t early, judgements;
};

static struct looks looks_of(const struct rule *rule, struct confirm_grant grant)
{
	struct looks looks = {0, 0};
	size_t done = 0;

	do {
		done = confirm_next_look(rule, grant, done);
		looks.early += done < grant.planned;
		looks.judgements += done >= grant.planned;
	} while (done < grant.all);
	return looks;
}

/*
 * The share of a level that these rounds have: that of a look, of which all together have `early`, or of
 * a judgement.
 */
static double share_of(const struct rule *rule, const struct confirm_rounds *rounds,
		       double early)
{
	struct looks looks = looks_of(rule, rounds->grant);

	if (looks.early == 0)
		early = 0;
	else if (is_early(rounds))
		return early / (double)looks.early;
	return (1 - early) / (double)looks.judgements;
}

static double wanted_ns(const struct confirm_wish *wishes, size_t n, enum rule_step step)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		if (wishes[i].step == step)
			sum += (double)wishes[i].rounds * wishes[i].round_ns;
	return sum;
}

/* Cut the wishes of one kind; returns the time that they leave. */
static double cut(struct confirm_wish *wishes, size_t n, enum rule_step step,
		  double left_ns)
{
	double wanted = wanted_ns(wishes, n, step);
	double share = wanted > left_ns ? fmax(left_ns, 0) / wanted : 1;

	for (size_t i = 0; i < n; i++) {
		if (wishes[i].step != step)
			continue;
		wishes[i].rounds = (size_t)(share * (double)wishes[i].rounds);
		if (wishes[i].rounds < ROUNDS_FEW)
			wishes[i].rounds = 0;
	}
	return left_ns - wanted_ns(wishes, n, step);
}

void confirm_share(struct confirm_wish *wishes, size_t n, double left_ns)
{
	left_ns = cut(wishes, n, RULE_SUSPECT, left_ns);
	cut(wishes, n, RULE_UNDECIDED, left_ns);
}

/*
 * Either sign, each at half of the level. That of alarms: a control that fails by chance takes a true
 * failure with it.
 */
static struct rule_levels levels_of_control(const struct rule *rule,
					    struct confirm_family family)
{
	double level = rule->alarm_level / (double)family.confirmed / 2;

	return (struct rule_levels){level, level};
}

static bool differs(const struct rule *rule, struct rule_levels levels,
		    const struct trimmed *mean)
{
	double tolerance = log1p(rule->tolerance);

	return trimmed_low(mean, levels.low) > tolerance ||
	       trimmed_high(mean, levels.high) < -tolerance;
}

/* Of the two conditions of failing, that which is harder to meet decides. */
static struct rule_levels levels_of_head(const struct rule *rule, struct levels levels,
					 double settle, const struct trimmed *mean)
{
	double tolerated = trimmed_low(mean, levels.tolerated) - log1p(rule->tolerance);
	bool equal_decides = trimmed_low(mean, levels.equal) < tolerated;

	return (struct rule_levels){equal_decides ? levels.equal : levels.tolerated,
				    settle};
}

static bool passes(const struct rule *rule, double settle, const struct trimmed *mean)
{
	return trimmed_high(mean, settle) < log1p(rule->margin);
}

static enum confirm_verdict verdict_of(const struct rule *rule, struct levels levels,
				       double settle, const struct trimmed *mean)
{
	if (trimmed_low(mean, levels.tolerated) > log1p(rule->tolerance) &&
	    trimmed_low(mean, levels.equal) > 0)
		return CONFIRM_FAIL;
	return passes(rule, settle, mean) ? CONFIRM_PASS : CONFIRM_INCONCLUSIVE;
}

/* Early, a row that may yet fail goes on, since less may be tolerated than the margin. */
bool confirm_settles(const struct rule *rule, struct confirm_family family,
		     enum rule_step step, const struct confirm_rounds *rounds)
{
	struct levels levels =
		levels_of(rule, family, step, share_of(rule, rounds, EARLY_FAIL));
	double settle = rule->settle_level * share_of(rule, rounds, EARLY_PASS);
	enum confirm_verdict verdict;
	struct trimmed mean;

	if (layouts_mean(rounds->head, rounds->n, rule->layouts, &mean))
		return false;
	verdict = verdict_of(rule, levels, settle, &mean);
	if (verdict == CONFIRM_PASS && is_early(rounds))
		return mean.mean <= log1p(rule->tolerance);
	return verdict != CONFIRM_INCONCLUSIVE;
}

/* How many rounds more than these decide, one way or the other, if the mean is the truth. */
static size_t rounds_more(const struct rule *rule, struct levels levels,
			  const struct confirm_rounds *rounds, double mean)
{
	double above = mean - log1p(rule->tolerance), below = log1p(rule->margin) - mean;
	size_t fail = 0, pass = 0, needed;
	struct layouts_noise noise;

	if (layouts_noise(rounds->head, rounds->n, rule->layouts, &noise))
		return 0;
	if (above > 0)
		fail = rounds_to_fail(rule, levels, &noise, above, MORE_POWER, ROUNDS_MANY);
	if (below > 0)
		pass = rounds_to_pass(rule, &noise, below, MORE_POWER, ROUNDS_MANY);
	needed = fail == 0 || (pass != 0 && pass < fail) ? pass : fail;
	if (needed == 0)
		return 0;
	/* It was just not enough: a turn of the layouts more might do. */
	return needed > rounds->n ? needed - rounds->n : rule->layouts;
}

static int judge_control(const struct rule *rule, struct confirm_family family,
			 const struct confirm_rounds *rounds,
			 struct confirm_finding *finding)
{
	int error;

	if (!rounds->control)
		return 0;
	finding->control_levels = levels_of_control(rule, family);
	error = layouts_mean(rounds->control, rounds->n, rule->layouts, &finding->control);
	if (!error)
		finding->control_fails =
			differs(rule, finding->control_levels, &finding->control);
	return error;
}

int confirm_judge(const struct rule *rule, struct confirm_family family,
		  enum rule_step step, const struct confirm_rounds *rounds,
		  struct confirm_finding *finding)
{
	static const struct trimmed none = {.mean = NAN, .error = NAN, .freedom = NAN};
	struct levels levels =
		levels_of(rule, family, step, share_of(rule, rounds, EARLY_FAIL));
	double settle = rule->settle_level * share_of(rule, rounds, EARLY_PASS);
	int error;

	*finding = (struct confirm_finding){
		.verdict = CONFIRM_INCONCLUSIVE, .head = none, .control = none};
	if (rounds->n == 0)
		return 0;
	error = layouts_mean(rounds->head, rounds->n, rule->layouts, &finding->head);
	if (!error)
		error = judge_control(rule, family, rounds, finding);
	if (error)
		return error;
	finding->head_levels = levels_of_head(rule, levels, settle, &finding->head);
	finding->verdict = verdict_of(rule, levels, settle, &finding->head);
	if (finding->verdict == CONFIRM_FAIL && finding->control_fails)
		finding->verdict = CONFIRM_INCONCLUSIVE;
	else if (finding->verdict == CONFIRM_INCONCLUSIVE)
		finding->more = rounds_more(rule, levels, rounds, finding->head.mean);
	return 0;
}
