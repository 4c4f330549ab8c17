/* SPDX-License-Identifier: MIT */
/* relative.h - a file as a document's links name it. */
#ifndef BENCH_EVIDENCE_RELATIVE_H
#define BENCH_EVIDENCE_RELATIVE_H

/*
 * The way to a file from the folder that a document is in, which are both there: to be
 * freed; NULL and errno: they are not, or no memory.
 */
char *relative_path(const char *document, const char *file);

#endif
