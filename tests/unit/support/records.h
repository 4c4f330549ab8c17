/* SPDX-License-Identifier: MIT */
/* records.h - what every run made by hand has alike: its records, to be changed where they differ. */
#ifndef TESTS_UNIT_RECORDS_H
#define TESTS_UNIT_RECORDS_H

#include <stddef.h>

#include "bench/store/results.h"

#define ROUNDS 8 /* of a duet that is complete */

/* A contestant, labelled as its runtime. Borrows all of its arguments, as the next three do. */
struct contestant_record record_contestant(const char *runtime, const char *workload,
					   const struct named_value *parameters,
					   size_t count);

/* A duet whose rounds were all played on one core, and nobody warned. */
struct duet_record record_duet(const char *workload, struct contestant_record *contestants,
			       size_t count);

/* A complete run of these, `count` duets of so many contestants each. */
struct results record_run(const char *command, struct duet_record *duets, size_t count,
			  struct round_record *rounds, size_t contestants);

/* The i-th record of a duet whose contestants take turns: no measure has a value yet. */
struct round_record record_round(size_t duet, size_t i, size_t contestants);

/* By what its costs are to be multiplied: 1, or up to two steps less or more. */
double record_wobble(size_t i, double step);

#endif
