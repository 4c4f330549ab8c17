/* SPDX-License-Identifier: MIT */
/* evidence_options.h - the command line of `duet evidence`. */
#ifndef BENCH_CMD_EVIDENCE_OPTIONS_H
#define BENCH_CMD_EVIDENCE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EVIDENCE_DOCUMENTS 64
#define EVIDENCE_FOLDERS 64 /* of results */

struct evidence_options {
	bool update; /* the generated parts; else the claims are checked */
	bool verify, json, measure;
	const char *junit, *html; /* files, or NULL */
	const char *documents[EVIDENCE_DOCUMENTS];
	size_t document_count;
	const char *folders[EVIDENCE_FOLDERS]; /* at least one */
	size_t folder_count;
	int64_t on_inconclusive; /* the exit code where there is no verdict */
	int64_t on_doubtful;	 /* the exit code where one is not to be trusted */
};

/* Returns 0, or EXIT_BAD_USE after having complained. */
int evidence_options_read(int argc, char **argv, struct evidence_options *options);

#endif
