/* SPDX-License-Identifier: MIT */
/*
 * format.h - numbers as people read them: three significant digits, thousands separated.
 *
 * Every number of every reporter comes from here, so that a table, a sentence and a figure never
 * disagree. Nothing here depends on the locale; nothing here allocates.
 */
#ifndef BENCH_REPORT_FORMAT_H
#define BENCH_REPORT_FORMAT_H

#include <stdint.h>

/* A number as text, returned by value: `fputs(format_number(x).text, file)`. */
struct text {
	char text[48];
};

/* A unit of time and how many nanoseconds it has; of memory: how many bytes. */
struct unit {
	const char *name; /* "ns", "µs", "ms", "s"; "bytes", "KiB" ... */
	double ns;
};

/*
 * value with so many decimals (negative ones round), thousands separated; "-" when not finite,
 * "1e+300" from 1e18 on, and "1.5e-20" where even 12 decimals would show nothing of it.
 */
struct text format_fixed(double value, int decimals);

/* value with three significant digits: 2.31, 10.4, 2,110, 0.00123. */
struct text format_number(double value);

/* A whole number, thousands separated, no digit lost. */
struct text format_count(int64_t value);

/*
 * The decimals for a value and its interval: three significant digits of the value, and more (three
 * at most) where the interval is so narrow that its ends would look like the value.
 */
int format_interval_decimals(double value, double low, double high);

/* "203 [199, 207]", "1.000 [0.998, 1.002]". */
struct text format_interval(double value, double low, double high);

/* "[199, 207]", with the decimals that format_interval gives. */
struct text format_bounds(double value, double low, double high);

/* A share of 1 in per cent: "12 %", "0.4 %". */
struct text format_percent(double share);

/* A length of time for people: "8 s", "2 min 15 s", "1 h 5 min". */
struct text format_duration(double seconds);

/* Bytes: "64 KiB", "23.5 GiB". */
struct text format_bytes(double bytes);

/* The unit in which the smallest value of a column, in nanoseconds, is at least 1. */
struct unit format_unit(double smallest_ns);

/* The unit of memory in which the smallest value of a column, in bytes, is at least 1. */
struct unit format_unit_bytes(double smallest_bytes);

/* One duration with its own unit: "2.31 ns", "5.31 µs". */
struct text format_time(double ns);

#endif
