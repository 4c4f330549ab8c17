/* SPDX-License-Identifier: MIT */
/* html_head.h - how every page begins. */
#ifndef BENCH_REPORT_HTML_HEAD_H
#define BENCH_REPORT_HTML_HEAD_H

#include <stdio.h>

/*
 * Write all to the beginning of the body: the title, a policy that lets the page load and run nothing,
 * the stylesheet and then `more` of it ("": nothing).
 */
void html_head_write(FILE *out, const char *title, const char *more);

#endif
