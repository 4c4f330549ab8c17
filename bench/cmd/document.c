/* SPDX-License-Identifier: MIT */
/* document.c - a JSON document on standard output. */
#include "bench/cmd/document.h"

#include <stdio.h>

#include "bench/cmd/command.h"

int document_print(json_t *document)
{
	if (!document)
		return complain("out of memory");
	json_dumpf(document, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(9));
	putchar('\n');
	json_decref(document);
	return EXIT_DONE;
}
