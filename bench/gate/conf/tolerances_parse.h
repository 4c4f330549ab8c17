/* SPDX-License-Identifier: MIT */
/* tolerances_parse.h - the texts inside of a gate's file, and of its options. */
#ifndef BENCH_GATE_CONF_TOLERANCES_PARSE_H
#define BENCH_GATE_CONF_TOLERANCES_PARSE_H

#include <stdbool.h>

#include "bench/gate/conf/tolerances.h"

/*
 * A share in per cent, "1 %" or "0.5%", from 0 to `most` of them: *share is 0.01. Returns
 * whether it is one.
 */
bool parse_percent(const char *text, int most, double *share);

#define TOLERANCE_PERCENT 100
#define WAIVER_PERCENT 1000 /* what is meant may well take ten times as long */

/* Whether it is a day of the calendar, as 2027-01-31. */
bool is_day(const char *text);

/*
 * Cut a row's name into what is to be played. Returns 0; -EINVAL: it is no
 * WORKLOAD/RUNTIME[:PARAMETER=VALUE]...; -ENOMEM. Free it with free_play, after an error too.
 */
int parse_play(const char *name, struct gate_play *play);
void free_play(struct gate_play *play);

#endif
