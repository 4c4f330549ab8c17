/* SPDX-License-Identifier: MIT */
/* document.h - JSON that a command prints. */
#ifndef BENCH_CMD_DOCUMENT_H
#define BENCH_CMD_DOCUMENT_H

#include <jansson.h>

/* Print to standard output, and take, the document; NULL: there was no memory. Returns an exit code. */
int document_print(json_t *document);

#endif
