/* SPDX-License-Identifier: MIT */
/* calibrate.c - finds the operations of a slice. */
#include "bench/run/calibrate.h"

#include <string.h>

#define PLAYS_MOST 60
#define GROWTH_MOST 10.0 /* a first, tiny slice says little: approach in steps */
#define STABLE_SHARE 0.05
#define LONG_SLICE_NS 5000000 /* such slices are few: do not spend many here */

void calibrate_start(struct calibration *calibration, int64_t target_ns, int64_t least,
		     int64_t most)
{
	memset(calibration, 0, sizeof(*calibration));
	calibration->target_ns = target_ns;
	calibration->least = least > 1 ? least : 1;
	calibration->most = most;
	calibration->operations = calibration->least;
}

static int window(const struct calibration *calibration)
{
	return calibration->target_ns < LONG_SLICE_NS &&
			       calibrate_slice_ns(calibration) < LONG_SLICE_NS
		       ? CALIBRATE_WINDOW
		       : 2;
}

static double cheapest(const struct calibration *calibration)
{
	int count = window(calibration);
	double least = calibration->recent[(calibration->plays - 1) % CALIBRATE_WINDOW];

	for (int i = 2; i <= count && i <= calibration->plays; i++) {
		double cost =
			calibration->recent[(calibration->plays - i) % CALIBRATE_WINDOW];

		if (cost < least)
			least = cost;
	}
	return least;
}

static int64_t bounded(const struct calibration *calibration, double operations)
{
	if (calibration->most > 0 && operations > (double)calibration->most)
		return calibration->most;
	if (operations < (double)calibration->least)
		return calibration->least;
	return (int64_t)(operations + 0.5);
}

bool calibrate_feed(struct calibration *calibration, int64_t operations, int64_t wall_ns)
{
	double before = (double)calibration->operations, wanted;

	calibration->recent[calibration->plays++ % CALIBRATE_WINDOW] =
		(double)(wall_ns > 0 ? wall_ns : 1) /
		(double)(operations > 0 ? operations : 1);
	calibration->ns_per_op = cheapest(calibration);
	wanted = (double)calibration->target_ns / calibration->ns_per_op;
	if (calibration->ns_per_op < CALIBRATE_SHORT_NS &&
	    wanted < (double)calibration->many)
		wanted = (double)calibration->many;
	if (wanted > GROWTH_MOST * before)
		wanted = GROWTH_MOST * before;
	calibration->operations = bounded(calibration, wanted);
	if ((double)calibration->operations > (1 - STABLE_SHARE) * before - 1 &&
	    (double)calibration->operations < (1 + STABLE_SHARE) * before + 1)
		calibration->stable++;
	else
		calibration->stable = 0;
	return calibration->stable < window(calibration) && calibration->plays < PLAYS_MOST;
}

int64_t calibrate_slice_ns(const struct calibration *calibration)
{
	return (int64_t)((double)calibration->operations * calibration->ns_per_op);
}
