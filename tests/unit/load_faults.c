/* SPDX-License-Identifier: MIT */
/*
 * load_faults.c - the load generator finds out servers that answer wrongly, go away or were never
 * there.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/drive.h"

static void one_changed_byte_is_found(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, CHANGE_THIRD, 2, 64);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 100), -EPROTO);
}

static void an_answer_too_many_is_found(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ANSWER_TWICE, 1, 64);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 100), -EPROTO);
}

static void a_server_that_closes_is_found(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, CLOSE_AT_THIRD, 2, 64);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 100), -ECONNRESET);
}

static void a_server_that_leaves_before_the_slice_is_found(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ECHO, 2, 64);
	drive_prepare(drive);
	close(drive->control);
	drive->control = -1;
	assert_int_equal(drive_player()->begin(drive->load), -ECONNRESET);
}

static void a_server_that_is_not_there_is_refused(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ECHO, 2, 64);
	server_stop(&drive->server);
	assert_int_equal(drive_player()->prepare(&drive->setting, &drive->load),
			 -ECONNREFUSED);
}

static void without_ports_it_says_what_it_needs(void **state)
{
	struct drive *drive = *state;
	struct setting setting = {.parameters = drive->parameters};

	assert_int_equal(drive_player()->prepare(&setting, &drive->load), -EINVAL);
	assert_non_null(setting.problem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DRIVE_TEST(one_changed_byte_is_found),
		DRIVE_TEST(an_answer_too_many_is_found),
		DRIVE_TEST(a_server_that_closes_is_found),
		DRIVE_TEST(a_server_that_leaves_before_the_slice_is_found),
		DRIVE_TEST(a_server_that_is_not_there_is_refused),
		DRIVE_TEST(without_ports_it_says_what_it_needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
