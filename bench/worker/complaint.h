/* SPDX-License-Identifier: MIT */
/* complaint.h - why a command cannot be carried out, and what to do about it, in words. */
#ifndef BENCH_WORKER_COMPLAINT_H
#define BENCH_WORKER_COMPLAINT_H

#include <jansson.h>
#include <stdint.h>

struct complaint {
	char error[256];  /* empty: there is none */
	char remedy[256]; /* may be empty */
};

/* Say what is wrong, printf-like. Returns -EINVAL, to be returned. */
int complain(struct complaint *complaint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Add what to do, printf-like. Returns -EINVAL. */
int advise(struct complaint *complaint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Say that `what` failed with -errno, with the remedy that such an errno usually has. */
int complain_of(struct complaint *complaint, const char *what, int64_t error);

/* {"error": ..., "remedy": ...} as a new reference; NULL: no memory. */
json_t *complaint_to_json(const struct complaint *complaint);

#endif
