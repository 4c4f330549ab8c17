/* SPDX-License-Identifier: MIT */
/* slice_check.h - what a worker says of a slice is held against what the conductor knows. */
#ifndef BENCH_RUN_SLICE_CHECK_H
#define BENCH_RUN_SLICE_CHECK_H

#include "bench/run/round.h"

/*
 * Read the answer to a play of `operations` that came elapsed_ns after it was asked for, and add
 * its checksum. Returns 0, or -EBADMSG with the problem filled in: a number is missing or negative,
 * fewer operations were done than asked for, they took no time or more than there was, the checksum
 * is none; or more than a quarter of the worker's slices, this one among them and not the
 * first two, used more processor time than its cores had meanwhile.
 */
int slice_check(struct conductor *conductor, struct worker *worker, const json_t *answer,
		int64_t operations, int64_t elapsed_ns, struct slice *slice,
		uint64_t *checksum);

/*
 * Add the checksum of an answer to the command: what a contestant and its driver did is compared
 * as the sum of both. Returns 0, or -EBADMSG with the problem filled in: it is not there, or not
 * 16 hexadecimal digits in small letters.
 */
int checksum_add(struct conductor *conductor, const struct worker *worker,
		 const char *command, const json_t *answer, uint64_t *checksum);

/* Whether both play the same workload with the same parameters. */
bool seats_have_equal_work(const struct seat *one, const struct seat *other);

/*
 * Compare the checksums of a round's slices: equal operations of the same workload and parameters
 * have equal ones, where they are not 0. Returns 0, or -EBADE with the problem filled in.
 */
int slices_compare(struct conductor *conductor, const struct round *round,
		   const struct player *players);

#endif
