/* SPDX-License-Identifier: MIT */
/* value.h - numbers from the command line. Each complains by itself; `what` names the number. */
#ifndef BENCH_CMD_VALUE_H
#define BENCH_CMD_VALUE_H

#include <stdint.h>

/* A whole number from min to max. Returns 0 or EXIT_BAD_USE. */
int value_integer(const char *what, const char *text, int64_t min, int64_t max,
		  int64_t *value);

/* Bytes, with K, M or G (1,024s) behind them if wanted. Returns 0 or EXIT_BAD_USE. */
int value_bytes(const char *what, const char *text, int64_t min, int64_t max,
		int64_t *value);

/* A positive number such as 0.05. Returns 0 or EXIT_BAD_USE. */
int value_ratio(const char *what, const char *text, double *value);

#endif
