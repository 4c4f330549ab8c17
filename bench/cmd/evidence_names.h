/* SPDX-License-Identifier: MIT */
/* evidence_names.h - the names that predicates may have, by the worker programs. */
#ifndef BENCH_CMD_EVIDENCE_NAMES_H
#define BENCH_CMD_EVIDENCE_NAMES_H

#include "bench/cmd/catalogue.h"
#include "bench/evidence/scope.h"

struct evidence_names {
	struct catalogue catalogue; /* owns the strings */
	const char *workloads[CATALOGUE_NAMES], *contestants[CATALOGUE_NAMES];
	struct scope_names names;
};

/*
 * Ask the worker programs; without duet-worker, after a complaint, no names; where another
 * one cannot be asked, no contestants. To be freed in any case.
 */
void evidence_names_get(struct evidence_names *names);
void evidence_names_free(struct evidence_names *names);

#endif
