/* SPDX-License-Identifier: MIT */
/* xml.h - text put into XML so that it is well-formed, whatever it says. */
#ifndef BENCH_REPORT_XML_H
#define BENCH_REPORT_XML_H

#include <stdio.h>

/* Write text for content or between double quotes, where a bare line end would become a space. */
void xml_write(FILE *file, const char *text);

/* Write ` name="value"`. */
void xml_write_attribute(FILE *file, const char *name, const char *value);

#endif
