/* SPDX-License-Identifier: MIT */
/*
 * offered.h - a duet's contestant under an open loop, made by hand as its summary: 10,000 requests
 * a second offered in slices of 50 ms, all well; and what is warned of it. No rounds stand behind it.
 */
#ifndef TESTS_UNIT_OFFERED_H
#define TESTS_UNIT_OFFERED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/report/summary.h"

/* Points into itself: not to be copied. */
struct offered {
	struct named_value parameters[2];
	struct contestant_record record;
	struct contestant_summary contestant; /* threads */
	struct duet_record duet_record;
	struct duet_summary duet; /* of that one alone */
	char said[1024];
};

/* With 64 connections and this parameter, which says how the load is offered. */
void offered_make(struct offered *offered, const char *parameter, int64_t value);

/* Have a measure, or two quantiles of its latencies in ns, without any doubt. */
void offered_measure(struct offered *offered, enum measure measure, double value);
void offered_wait(struct offered *offered, enum latency_kind kind, double p50, double p99);

/* The rate is not kept, and latencies grow through the slice of 50 ms. */
void offered_overload(struct offered *offered);

/* Add the duet's warnings to what was said, a line each with its remedy. */
void offered_warn(struct offered *offered);

#endif
