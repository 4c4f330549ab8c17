/* SPDX-License-Identifier: MIT */
/* rule.c - the defaults, and the looks at the first run. */
#include "bench/gate/decide/rule.h"

#include <math.h>

#define FIRST_LOOK                                                                         \
	16 /* fewer rounds than this have so wide an interval that a look is wasted */
#define FIRST_LOOK_HURRIED 12
#define FRESH 48 /* fewer than this may all be wild: wild rounds come in pairs */
#define FRESH_HURRIED 24

/* So many rounds, or somewhat more, such that layouts take even turns: full ones, a half, a third ... */
static size_t even(size_t layouts, size_t least)
{
	size_t parts = layouts / least; /* of a turn */

	if (parts > 0)
		return (layouts + parts - 1) / parts;
	return (least + layouts - 1) / layouts * layouts;
}

struct rule rule_default(double tolerance, size_t layouts)
{
	static const size_t halves[RULE_LOOKS] = {2, 3, 4, 6, 8, 12, 18, 24};
	struct rule rule = {
		.tolerance = tolerance,
		.margin = fmax(tolerance, 0.01),
		.effect = 0.01,
		.layouts = layouts,
		.looks = RULE_LOOKS,
		.fresh = even(layouts, FRESH),
		.suspect_level = 0.05,
		.pass_level = 0.0085,
		.settle_level = 0.01,
		.fail_level = 0.01,
		.alarm_level = 1.0 / 400,
		.power = 0.995,
		.noise_level = 0.05,
	};

	for (size_t i = 0; i < RULE_LOOKS; i++)
		rule.rounds[i] = halves[i] * even(layouts, FIRST_LOOK) / 2;
	return rule;
}

struct rule rule_hurried(double tolerance, size_t layouts)
{
	struct rule rule = rule_default(tolerance, layouts);

	rule.looks = 1;
	rule.rounds[0] = even(layouts, FIRST_LOOK_HURRIED);
	rule.fresh = even(layouts, FRESH_HURRIED);
	rule.suspect_level = 0.25;
	rule.pass_level = 0.005;
	return rule;
}

struct rule_levels rule_look_levels(const struct rule *rule)
{
	return (struct rule_levels){rule->suspect_level, rule->pass_level};
}

int rule_look(const struct rule *rule, const double *logs, size_t n, bool last,
	      struct trimmed *mean)
{
	struct rule_levels levels = rule_look_levels(rule);
	int error = layouts_mean(logs, n, rule->layouts, mean);

	if (error)
		return error;
	/* First: where there is no tolerance, a row may be slower and within the margin. */
	if (trimmed_low(mean, levels.low) > log1p(rule->tolerance))
		return RULE_SUSPECT;
	if (trimmed_high(mean, levels.high) < log1p(rule->margin))
		return RULE_PASSES;
	return last ? RULE_UNDECIDED : RULE_GO_ON;
}
