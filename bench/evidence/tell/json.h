/* SPDX-License-Identifier: MIT */
/* json.h - the verdicts on a document's claims as JSON: docs/schema/evidence.json. */
#ifndef BENCH_EVIDENCE_TELL_JSON_H
#define BENCH_EVIDENCE_TELL_JSON_H

#include <jansson.h>

#include "bench/evidence/check.h"

#define EVIDENCE_FORMAT 1

/* What was found in one document: a new reference, or NULL. */
json_t *evidence_to_json(const struct document *document, const struct check *check);

#endif
