/* SPDX-License-Identifier: MIT */
/* trend_options.h - what `duet trend` was asked. */
#ifndef BENCH_CMD_TREND_OPTIONS_H
#define BENCH_CMD_TREND_OPTIONS_H

#include <stdbool.h>

#include "bench/report/trend.h"

struct trend_arguments {
	const char *history; /* the file */
	bool add;
	const char *folder; /* to add; NULL: results/latest */
	struct trend_options shown;
	const char *revision; /* given, or NULL */
	const char *format;   /* of --export, or NULL */
	const char *svg;
	int64_t last; /* points in a table */
	bool json;
	int error; /* 0, or an exit code after a complaint */
};

/* Fill in from the command line; argp's own mistakes and --help end the program. */
void trend_arguments_parse(struct trend_arguments *arguments, int argc, char **argv);

#endif
