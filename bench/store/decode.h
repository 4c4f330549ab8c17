/* SPDX-License-Identifier: MIT */
/* decode.h - JSON to records, checking everything. Strings are borrowed from the JSON. */
#ifndef BENCH_STORE_DECODE_H
#define BENCH_STORE_DECODE_H

#include <jansson.h>

#include "bench/store/problem.h"
#include "bench/store/record.h"

/* Where we are in a folder, and the first thing that was wrong there: later ones are ignored. */
struct decoder {
	const char *folder, *file; /* folder: NULL where file is all of the path */
	size_t line;		   /* 0: the document as a whole */
	struct problem *problem;
	int error; /* 0 or -errno */
};

/* Note what is wrong here, unless something was wrong before. Returns the first error. */
int decode_fail(struct decoder *decoder, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Members of an object; a default, and the error noted, when they are missing or wrong. A double is NaN
 * for null, a choice the index of its text among count names.
 */
const char *decode_string(struct decoder *decoder, const json_t *object, const char *name);
int64_t decode_integer(struct decoder *decoder, const json_t *object, const char *name,
		       int64_t least);
double decode_double(struct decoder *decoder, const json_t *object, const char *name);
const json_t *decode_array(struct decoder *decoder, const json_t *object, const char *name);
bool decode_flag(struct decoder *decoder, const json_t *object, const char *name);
size_t decode_choice(struct decoder *decoder, const json_t *object, const char *name,
		     const char *const *choices, size_t count);
bool decode_format(struct decoder *decoder, const json_t *object);

/*
 * The decoder's file: a new reference to the object that it holds. NULL: the error is noted, -ENOENT
 * and the like where it cannot be read.
 */
json_t *decode_file(struct decoder *decoder);

/* A zeroed array for the records of a JSON array, also of an empty one; NULL: the error is noted. */
void *decode_allocate(struct decoder *decoder, size_t count, size_t size);

/*
 * Fill in a record; its arrays are allocated and freed by the second function, which may also be
 * called when the first has failed. Returns 0 or the decoder's error.
 */
int decode_run(struct decoder *decoder, const json_t *json, struct run_record *run);
void free_run_record(struct run_record *run);

/* One line of rounds.jsonl. Buckets and levels are allocated: free_round_record. */
int decode_round(struct decoder *decoder, const json_t *json, struct round_record *round);

#endif
