/* SPDX-License-Identifier: MIT */
/* figure_file.h - a figure in a file that the user has named, not in a folder of results. */
#ifndef BENCH_REPORT_FIGURE_FILE_H
#define BENCH_REPORT_FIGURE_FILE_H

#include <stdio.h>

#include "bench/report/gnuplot.h"
#include "bench/store/problem.h"

struct figure_file {
	const char *script; /* of scripts/figures: "trend.gp" */
	/* Behind DATA and OUTPUT, NULL at the end. */
	const char *words[GNUPLOT_ARGUMENTS - 1];
	void (*write)(FILE *file, const void *context); /* the table */
	const void *context;
};

/*
 * Draw it as SVG into the file of that path. Returns 0; -ENOENT: no gnuplot, or not its scripts; -EIO:
 * gnuplot failed; or -errno of writing; each with the problem filled in, and no file.
 */
int figure_file_draw(const struct figure_file *figure, const char *path,
		     struct problem *problem);

#endif
