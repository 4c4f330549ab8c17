/* SPDX-License-Identifier: MIT */
/*
 * load_closed.c - a closed loop of the load generator asks as often as it is told, times every
 * answer, and sums up the same work in whatever order it comes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <cmocka.h>

#include "support/drive.h"

static void every_request_is_answered_and_timed(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ECHO, 5, 64);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 1003), 0);
	assert_int_equal(drive->tally.operations, 1003);
	assert_int_equal(drive->latency.count, 1003);
	assert_true(drive->latency.max > 0);
}

static void the_end_is_told_on_the_control_connection_once(void **state)
{
	struct drive *drive = *state;
	char bytes[2];

	drive_start(drive, ECHO, 2, 1);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 10), 0);
	assert_int_equal(recv(drive->control, bytes, 2, 0), 1);
	assert_int_equal(bytes[0], 'e');
}

static void fewer_requests_than_connections_are_as_many_as_asked_for(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ECHO, 9, 64);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 2), 0);
	assert_int_equal(drive->tally.operations, 2);
}

static void the_checksum_does_not_depend_on_the_order_of_answers(void **state)
{
	(void)state;
	assert_int_equal(drive_checksum(1, 64), drive_checksum(7, 64));
}

static void the_checksum_depends_on_the_number_of_requests(void **state)
{
	struct drive *drive = *state;
	uint64_t first;

	drive_start(drive, ECHO, 3, 64);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 100), 0);
	first = drive->tally.checksum;
	drive->tally.checksum = 0;
	assert_int_equal(drive_play(drive, 101), 0);
	assert_int_not_equal(drive->tally.checksum, first);
}

static void requests_larger_than_the_kernel_takes_at_once_go_through(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ECHO, 3, 65536);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 200), 0);
	assert_int_equal(drive->tally.operations, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DRIVE_TEST(every_request_is_answered_and_timed),
		DRIVE_TEST(the_end_is_told_on_the_control_connection_once),
		DRIVE_TEST(fewer_requests_than_connections_are_as_many_as_asked_for),
		cmocka_unit_test(the_checksum_does_not_depend_on_the_order_of_answers),
		DRIVE_TEST(the_checksum_depends_on_the_number_of_requests),
		DRIVE_TEST(requests_larger_than_the_kernel_takes_at_once_go_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
