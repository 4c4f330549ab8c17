/* SPDX-License-Identifier: MIT */
/* rule.c - the defaults, and the looks at the first run. */
#include "bench/gate/rule.h"

#include <math.h>

/* Fewer rounds than this have so wide an interval that to look at them is a look wasted. */
#define BLOCK_LEAST 24

static size_t block_of(size_t layouts, size_t least)
{
	size_t parts = layouts / least; /* of a turn */

	if (parts > 0)
		return (layouts + parts - 1) / parts;
	return (least + layouts - 1) / layouts * layouts;
}

struct rule rule_default(double tolerance, size_t layouts)
{
	return (struct rule){
		.tolerance = tolerance,
		.margin = fmax(tolerance, 0.01),
		.effect = 0.01,
		.layouts = layouts,
		.block = block_of(layouts, BLOCK_LEAST),
		.looks = 4,
		.suspect_level = 0.05,
		.pass_level = 0.04,
		.settle_level = 0.01,
		.fail_level = 0.01,
		.alarm_level = 1.0 / 400,
		.power = 0.995,
		.noise_level = 0.05,
	};
}

struct rule rule_hurried(double tolerance, size_t layouts)
{
	struct rule rule = rule_default(tolerance, layouts);

	rule.block = block_of(layouts, BLOCK_LEAST / 2);
	rule.looks = 1;
	rule.suspect_level = 0.25;
	rule.pass_level = 0.005;
	return rule;
}

size_t rule_look_rounds(const struct rule *rule, size_t look)
{
	return rule->block << (look - 1);
}

struct rule_levels rule_look_levels(const struct rule *rule)
{
	return (struct rule_levels){rule->suspect_level,
				    rule->pass_level / (double)rule->looks};
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
