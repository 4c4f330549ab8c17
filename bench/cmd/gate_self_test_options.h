/* SPDX-License-Identifier: MIT */
/* gate_self_test_options.h - the command line of `duet gate --self-test`. */
#ifndef BENCH_CMD_GATE_SELF_TEST_OPTIONS_H
#define BENCH_CMD_GATE_SELF_TEST_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SELF_TEST_SIDES 3
#define SELF_TEST_WORDS 16

struct gate_self_test_options {
	const char *sides[SELF_TEST_SIDES]; /* base, head, twin; none with report */
	size_t side_count;
	const char *words[SELF_TEST_WORDS]; /* of self_test_words; none: all */
	size_t word_count;
	const char *record; /* the log */
	const char *config, *revision;
	const char *code; /* to report; NULL: the last one */
	int64_t gates, minutes, seed, core, size_s;
	bool report, markdown;
	int error; /* 0 or EXIT_BAD_USE, having complained */
};

/*
 * Read it. The second word is --self-test, and is replaced by what this is called. Does not
 * return where argp prints help or refuses an option.
 */
void gate_self_test_options_read(int argc, char **argv,
				 struct gate_self_test_options *options);

#endif
