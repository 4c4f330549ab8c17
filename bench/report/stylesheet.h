/* SPDX-License-Identifier: MIT */
/* stylesheet.h - report.css, as a part of the program. */
#ifndef BENCH_REPORT_STYLESHEET_H
#define BENCH_REPORT_STYLESHEET_H

extern const char report_stylesheet[]; /* ends with 0 */

#endif
