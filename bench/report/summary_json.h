/* SPDX-License-Identifier: MIT */
/* summary_json.h - the parts of summary.json, each a new reference or NULL. */
#ifndef BENCH_REPORT_SUMMARY_JSON_H
#define BENCH_REPORT_SUMMARY_JSON_H

#include "bench/report/summary.h"

json_t *summary_estimate_to_json(const struct estimate *estimate);

/* What was swept, and from which value on who costs less. */
json_t *summary_families_to_json(const struct summary *summary);

/* What hyperfine timed of whole commands. */
json_t *summary_commands_to_json(const struct summary *summary);

#endif
