/* SPDX-License-Identifier: MIT */
/* history_line.h - a line of a history, to JSON and back. For history.c, and its tests. */
#ifndef BENCH_STORE_HISTORY_LINE_H
#define BENCH_STORE_HISTORY_LINE_H

#include "bench/store/decode.h"
#include "bench/store/history.h"

/* A new reference, or NULL: no memory, or a string that is no UTF-8. */
json_t *history_encode(const struct history_entry *entry);

/* Fill in an entry, whose strings the JSON keeps. Returns 0 or the decoder's error. */
int history_decode(struct decoder *decoder, const json_t *json,
		   struct history_entry *entry);

#endif
