/* SPDX-License-Identifier: MIT */
/*
 * seat.h - a contestant of a duet in a run that was read: where its numbers are found. It
 * was a seat while the run was played (bench/run/conductor.h); this one is an address, and
 * owns nothing.
 */
#ifndef BENCH_EVIDENCE_SEAT_H
#define BENCH_EVIDENCE_SEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/evidence/library.h"

struct seat_found {
	const struct volume *volume; /* the run; NULL: nobody was found */
	size_t duet, contestant;     /* indices */
};

const struct duet_record *seat_duet(const struct seat_found *seat);
const struct contestant_record *seat_contestant(const struct seat_found *seat);
const struct duet_summary *seat_summary(const struct seat_found *seat);

/* A parameter of the contestant; 0: it has none of that name. */
int64_t seat_parameter(const struct seat_found *seat, const char *name);

/*
 * Whether the contestant is who is called so: by its runtime, or, of another program, by
 * its whole label.
 */
bool seat_is_called(const struct contestant_record *record, const char *name);

/*
 * Why nothing follows from the duet, whatever its numbers, in words into `why`: it failed,
 * or who played the same did not do the same work. Returns false when it is sound.
 */
bool duet_is_void(const struct duet_record *duet, char *why, size_t size);

/* Whether the duet is not to be trusted, as reports have it. */
bool seat_is_doubtful(const struct seat_found *seat);

#endif
