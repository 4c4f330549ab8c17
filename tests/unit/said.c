/* SPDX-License-Identifier: MIT */
/* said.c - what workers say is passed on in lines, each of which tells whose it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/cmd/said.h"
#include "bench/report/draft.h"

struct bench {
	struct said said;
	struct draft draft;
};

static void say(struct bench *b, const char *label, const char *text)
{
	said_take(&b->said, b->draft.file, label, text, strlen(text));
}

static void assert_written(struct bench *b, const char *wanted)
{
	said_end(&b->said, b->draft.file);
	assert_int_equal(draft_end(&b->draft), 0);
	assert_string_equal(b->draft.text, wanted);
	free(b->draft.text);
}

static void each_line_tells_who_said_it(void **state)
{
	say(*state, "base", "one\ntwo\n\nthree");
	assert_written(*state, "base: one\nbase: two\nbase: \nbase: three\n");
}

static void a_line_that_comes_in_pieces_is_one(void **state)
{
	say(*state, "base", "one\ntw");
	say(*state, "base", "o, \xc3");
	say(*state, "base", "\xa4\n");
	say(*state, "base", "three\n");
	assert_written(*state, "base: one\nbase: two, \xc3\xa4\nbase: three\n");
}

static void nobody_goes_on_with_anothers_line(void **state)
{
	say(*state, "base", "one");
	say(*state, "head", "two\n");
	say(*state, "base", "three\n");
	assert_written(*state, "base: one\nhead: two\nbase: three\n");
}

#define ODD "\xef\xbf\xbd"

static void nothing_but_tabs_is_obeyed(void **state)
{
	struct bench *b = *state;

	say(b, "ba\033se", "\ta\033[2Jb\r\tc\xff\t\n");
	said_take(&b->said, b->draft.file, "head", "d\0e\n", 4);
	assert_written(b,
		       "ba" ODD "se: \ta" ODD "[2Jb" ODD "\tc" ODD "\t\nhead: d" ODD "e\n");
}

static void a_line_without_an_end_is_passed_on_in_parts(void **state)
{
	struct bench *b = *state;
	size_t lines = 0, letters = 0;

	for (size_t i = 0; i < 10000; i++)
		say(b, "base", "x");
	said_end(&b->said, b->draft.file);
	assert_int_equal(draft_end(&b->draft), 0);
	for (const char *c = b->draft.text; *c; c++) {
		lines += *c == '\n';
		letters += *c == 'x';
	}
	assert_int_equal(letters, 10000);
	assert_in_range(lines, 2, 10);
	free(b->draft.text);
}

static int set_up(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	*state = b;
	return b ? draft_start(&b->draft) : -1;
}

static int tear_down(void **state)
{
	free(*state);
	return 0;
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(each_line_tells_who_said_it),
		WITH(a_line_that_comes_in_pieces_is_one),
		WITH(nobody_goes_on_with_anothers_line),
		WITH(nothing_but_tabs_is_obeyed),
		WITH(a_line_without_an_end_is_passed_on_in_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
