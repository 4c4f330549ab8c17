/* SPDX-License-Identifier: MIT */
/* rounds.c - the noise that was seen, and what it takes against it. */
#include "bench/evidence/rounds.h"

#include <math.h>

#include "bench/evidence/holm.h"
#include "bench/stats/layouts.h"

#define NOISE_LEVEL 0.2 /* the noise is more than what is planned for */

struct rounds_aim rounds_aim_default(size_t claims)
{
	return (struct rounds_aim){
		.relative = 0.2,
		.power = 0.9,
		.level = EVIDENCE_LOOK_LEVEL / (double)(claims ? claims : 1),
		.most = 1000,
	};
}

/* Rounds after which a mean so far off is told from 0. */
static size_t rounds_for(const struct trimmed *seen, double distance,
			 const struct rounds_aim *aim)
{
	struct layouts_noise noise = {.freedom = seen->freedom};

	if (!(seen->error >= 0 && seen->freedom >= 1))
		return 0;
	noise.round = seen->error * sqrt((double)seen->values) *
		      layouts_noise_bound(seen->freedom, NOISE_LEVEL);
	return layouts_rounds(&noise, 1, distance, aim->level / 2, aim->power, aim->most);
}

static double distance_of(const struct predicate_quantity *quantity, double relative)
{
	double threshold = quantity->threshold;

	if (quantity->logs)
		return log1p(relative);
	if (isnan(threshold) || threshold == 0)
		return fabs(quantity->distance.mean);
	return relative * fabs(threshold);
}

static size_t rounds_of_marks(const struct predicate_quantity *quantity,
			      const struct rounds_aim *aim)
{
	size_t most = 0;

	for (size_t i = 0; i < quantity->mark_count; i++) {
		size_t rounds = rounds_for(&quantity->marks[i].log_ratio,
					   log1p(aim->relative), aim);

		if (rounds == 0)
			return 0;
		most = rounds > most ? rounds : most;
	}
	return most;
}

size_t rounds_needed(const struct predicate_quantity *quantity,
		     const struct rounds_aim *aim)
{
	double least;
	size_t rounds;

	if (quantity->marks)
		return rounds_of_marks(quantity, aim);
	least = predicate_least_rounds(quantity, aim->level);
	if (least > (double)aim->most)
		return 0;
	if (quantity->distance.error == 0)
		return (size_t)least;
	rounds = rounds_for(&quantity->distance, distance_of(quantity, aim->relative), aim);
	return rounds == 0 || (double)rounds > least ? rounds : (size_t)least;
}
