/* SPDX-License-Identifier: MIT */
/*
 * calibrate.h - how many operations make a slice of the wanted length. Pure: the caller plays.
 *
 * On a warm process: a cold one is wrong by several times. The cost of an operation is taken
 * from the cheapest of the last few slices, since what disturbs a slice only makes it longer.
 */
#ifndef BENCH_RUN_CALIBRATE_H
#define BENCH_RUN_CALIBRATE_H

#include <stdbool.h>
#include <stdint.h>

#define CALIBRATE_WINDOW 5

struct calibration {
	int64_t target_ns;
	int64_t least, most; /* operations a slice may have; most = 0: no limit */
	int64_t many;	    /* operations that a slice of short ones has; 0: no such wish */
	int64_t operations; /* to play next, and at the end the answer */
	double ns_per_op;   /* the cheapest lately */
	int plays;	    /* so far */
	int stable;	    /* plays since the number last changed by more than a little */
	double recent[CALIBRATE_WINDOW];
};

#define CALIBRATE_MANY 500
#define CALIBRATE_SHORT_NS 400 /* an operation below it is short: 500 of them last 0.2 ms */

/* Begin; the first slice is as short as allowed. The caller may set `many` then. */
void calibrate_start(struct calibration *calibration, int64_t target_ns, int64_t least,
		     int64_t most);

/*
 * Learn from a slice of calibration->operations that has done `operations` in wall_ns. Returns
 * whether another slice should be played; at the latest after 60 of them, none.
 */
bool calibrate_feed(struct calibration *calibration, int64_t operations, int64_t wall_ns);

/* How long a slice is expected to last. */
int64_t calibrate_slice_ns(const struct calibration *calibration);

#endif
