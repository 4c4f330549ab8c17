/* SPDX-License-Identifier: MIT */
/* call.h - a metric with what stands in its parentheses. */
#ifndef BENCH_EVIDENCE_PREDICATE_CALL_H
#define BENCH_EVIDENCE_PREDICATE_CALL_H

#include "bench/evidence/predicate/lexer.h"
#include "bench/evidence/predicate/tree.h"

/*
 * Read a call whose name is the last token, up to the token behind its ")", into a new
 * query. Returns its index, or -EINVAL with the problem.
 */
int call_read(struct lexer *lexer, struct predicate *predicate);

#endif
