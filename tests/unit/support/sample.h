/* SPDX-License-Identifier: MIT */
/* sample.h - a results folder made by hand: two duets of two contestants, three rounds and two. */
#ifndef TESTS_UNIT_SAMPLE_H
#define TESTS_UNIT_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/store/results.h"
#include "bench/store/store.h"

#define CONTESTANTS 2
#define FILE_MOST 65536

struct sample {
	char root[32];	 /* temporary */
	char folder[64]; /* of results */
	struct named_value tasks;
	struct contestant_record contestants[2][CONTESTANTS];
	struct warning_record warning;
	struct duet_record duets[2];
	struct run_record run;
	struct store *store; /* NULL: closed */
	struct problem problem;
};

/* A test whose state is a sample that is not written yet. */
#define SAMPLE_TEST(promise)                                                               \
	cmocka_unit_test_setup_teardown(promise, sample_setup, sample_teardown)

int sample_setup(void **state);
int sample_teardown(void **state);

/* A whole run of three and two rounds, in that state, its store still open. */
void sample_write(struct sample *sample, enum run_state state);
void sample_close(struct sample *sample);

/* The next round of the duet, all contestants. Returns as store_append_rounds. */
int sample_append(struct sample *sample, size_t duet, struct problem *problem);

/* Read the folder back. Returns as results_read. */
int sample_read(const struct sample *sample, struct results *results,
		struct problem *problem);

/* A file of the folder: read whole into FILE_MOST bytes of text, and replaced. */
size_t sample_read_file(const struct sample *sample, const char *name, char *text);
void sample_write_file(const struct sample *sample, const char *name, const char *text,
		       size_t bytes);

#endif
