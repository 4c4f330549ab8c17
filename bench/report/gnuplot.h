/* SPDX-License-Identifier: MIT */
/* gnuplot.h - has a figure drawn by gnuplot with one of scripts/figures/. */
#ifndef BENCH_REPORT_GNUPLOT_H
#define BENCH_REPORT_GNUPLOT_H

#include <stddef.h>

#define GNUPLOT_ARGUMENTS 9 /* of a script, as gnuplot -c allows */

/*
 * Put the folder of the scripts into path: $DUET_FIGURES, or seen from this program
 * ../../scripts/figures (a build) or ../share/duet/figures (installed). Returns 0 or -ENOENT.
 */
int gnuplot_scripts(char *path, size_t size);

/*
 * Run `gnuplot -c SCRIPTS/SCRIPT ARGUMENT...` in the directory, at most 30 s; arguments end with
 * NULL. What it says goes to standard error. Returns 0; -ENOENT: there is no gnuplot;
 * -EIO: it failed.
 */
int gnuplot_draw(const char *directory, const char *scripts, const char *script,
		 const char *const *arguments);

#endif
