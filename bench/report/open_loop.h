/* SPDX-License-Identifier: MIT */
/*
 * open_loop.h - an open loop's numbers: what they are called, and whether to believe them.
 *
 * In an open loop the client's requests are due at set times. Its latencies say something about
 * the server only where the client itself kept those times.
 */
#ifndef BENCH_REPORT_OPEN_LOOP_H
#define BENCH_REPORT_OPEN_LOOP_H

#include <stdio.h>

#include "bench/report/format.h"
#include "bench/report/summary.h"
#include "bench/report/table.h"

enum open_verdict {
	OPEN_SOUND,
	OPEN_CLIENT_BUSY, /* invalid: the client could not keep the rate */
	OPEN_CLIENT_LATE, /* invalid: much of the median is the client's own lag */
	OPEN_OVERLOADED,  /* the server does not sustain the rate: the latencies are true */
};

/* Whether the duet's client asked in an open loop. */
bool open_loop_is(const struct duet_summary *duet);

/* What a contestant's latencies are worth; OPEN_SOUND also in closed loops. */
enum open_verdict open_loop_judge(const struct contestant_summary *contestant);

/* Whether they are the client's own rather than the server's. */
bool open_loop_is_invalid(const struct contestant_summary *contestant);

/*
 * Write which quantiles above a true median are much of the client's own lag, "p99, p99.9"; those
 * that have few answers behind them are not looked at. Returns false where none is.
 */
bool open_loop_late_tail(const struct contestant_summary *contestant, char *names,
			 size_t size);

/* Of its latencies, for programs: "valid", "invalid" or "does not sustain the rate". */
const char *open_verdict_name(enum open_verdict verdict);

/* Requests a second that were due; rounds = 0: no open loop. */
struct estimate open_loop_offered(const struct contestant_summary *contestant);

/* The load that it was offered, in per cent of what it sustains; 0: a set rate, or a closed loop. */
int64_t open_loop_percent(const struct contestant_summary *contestant);

/* Whether `percent` was reckoned from the load generator's own limit, as the server has a higher one. */
bool open_loop_is_bound(const struct contestant_summary *contestant);

/* "What the client saw, at 20,000 requests/s offered, from the intended send time". */
void open_loop_write_title(FILE *file, const struct duet_summary *duet);

/* How long the client waited, from the intended send time. To be freed; NULL: no memory. */
struct table *open_loop_latencies(const struct duet_summary *duet, struct unit unit);

/* What it offered and got, how late it was itself, how busy. To be freed; NULL: no memory. */
struct table *open_loop_client(const struct duet_summary *duet, struct unit unit);

/* What that table's columns mean, in one line. */
void open_loop_write_terms(FILE *file, const struct duet_summary *duet);

#endif
