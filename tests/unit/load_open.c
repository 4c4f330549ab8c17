/* SPDX-License-Identifier: MIT */
/*
 * load_open.c - an open loop of the load generator asks when requests are due, and tells apart
 * what the server, the queue and the client itself took. Not of rates in per cent: load_percent.c.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "bench/workloads/echo.h"
#include "support/drive.h"

static void an_open_loop_takes_as_long_as_its_requests_are_due(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ECHO, 4, 64);
	drive->parameters[RATE] = 2000;
	drive_prepare(drive);
	assert_int_equal(drive_offer(drive, 100), 0);
	assert_int_equal(drive->tally.operations, 100);
	assert_int_equal(drive->offer.offered_ns, 50 * MILLISECOND_NS);
	assert_int_equal(drive->latency.count, 100);
	assert_int_equal(drive->uncorrected.count, 100);
	assert_int_equal(drive->lag.count, 100);
	assert_int_equal(drive->offer.refused, 0);
}

static void whoever_does_not_ask_for_times_is_not_kept_to_them(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ECHO, 4, 64);
	drive->parameters[RATE] = 1; /* 500 requests would outlast the test's patience */
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 500), 0);
	assert_int_equal(drive->tally.operations, 500);
}

static void an_open_loop_does_the_work_of_a_closed_one(void **state)
{
	struct drive *drive = *state;
	uint64_t closed = drive_checksum(3, 64);

	drive_start(drive, ECHO, 3, 64);
	drive->parameters[RATE] = 20000;
	drive->parameters[POISSON] = 1;
	drive_prepare(drive);
	assert_int_equal(drive_offer(drive, 500), 0);
	assert_int_equal(drive->tally.checksum, closed);
}

/* Coordinated omission: half of the requests wait for one that stalls, but none is sent meanwhile. */
static void a_stall_counts_for_all_who_were_due_while_it_lasted(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, STALL_AT_THIRD, 1, 64);
	drive->parameters[RATE] = 1000;
	drive_prepare(drive);
	assert_int_equal(drive_offer(drive, 100), 0);
	assert_true(histogram_quantile(&drive->latency, 0.5) > STALL_NS / 4);
	assert_true(histogram_quantile(&drive->uncorrected, 0.5) < STALL_NS / 4);
	assert_true(drive->uncorrected.max >= STALL_NS);
	assert_in_range(drive->offer.queued, 50, 99);
	/* the client sent each once the connection was free: that is no lateness of its own */
	assert_true(histogram_quantile(&drive->lag, 0.5) < STALL_NS / 4);
}

static void oversleep(int signal)
{
	(void)signal;
	nanosleep(&(struct timespec){.tv_nsec = STALL_NS}, NULL);
}

/* It stands still for a while in the midst of its slice, though connections are free. */
static void how_late_the_client_itself_was_is_told(void **state)
{
	struct itimerspec once = {.it_value.tv_nsec = 50 * MILLISECOND_NS};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
	struct drive *drive = *state;
	timer_t timer;

	drive_start(drive, ECHO, 8, 64);
	drive->parameters[RATE] = 1000;
	drive_prepare(drive);
	signal(SIGUSR1, oversleep);
	assert_int_equal(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
	assert_int_equal(timer_settime(timer, 0, &once, NULL), 0);
	assert_int_equal(drive_offer(drive, 200), 0);
	timer_delete(timer);
	signal(SIGUSR1, SIG_DFL);
	assert_true(drive->lag.max >= STALL_NS / 2);
	assert_true(drive->latency.max >= drive->lag.max);
}

static void what_waits_longer_than_the_patience_is_never_sent(void **state)
{
	struct drive *drive = *state;
	uint64_t patient = drive_checksum(3, 64);

	drive_start(drive, SLOW, 20, 64); /* answers 4,000 requests a second at most */
	drive->parameters[RATE] = 100000;
	drive->parameters[PATIENCE] = 1;
	drive_prepare(drive);
	assert_int_equal(drive_offer(drive, 500), 0);
	assert_int_equal(drive->tally.operations, 500);
	assert_int_equal(drive->tally.checksum, patient);
	assert_true(drive->offer.refused > 500);
}

/* How long it takes until 20 requests at random times were due, in the second slice of a round. */
static int64_t random_length(uint64_t round)
{
	void *state = NULL;
	struct drive *drive;
	int64_t ns;

	assert_int_equal(drive_setup(&state), 0);
	drive = state;
	drive_start(drive, ECHO, 4, 64);
	drive->parameters[RATE] = 20000;
	drive->parameters[POISSON] = 1;
	drive->setting.round = round;
	drive_prepare(drive);
	assert_int_equal(drive_offer(drive, 20), 0);
	ns = drive->offer.offered_ns;
	assert_int_equal(drive_offer(drive, 20), 0);
	assert_int_not_equal(drive->offer.offered_ns, ns);
	ns = drive->offer.offered_ns;
	drive_teardown(&state);
	return ns;
}

static void random_times_are_equal_in_a_round_and_differ_between_rounds(void **state)
{
	int64_t first = random_length(0);

	(void)state;
	assert_int_equal(random_length(0), first);
	assert_int_not_equal(random_length(1), first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DRIVE_TEST(an_open_loop_takes_as_long_as_its_requests_are_due),
		DRIVE_TEST(whoever_does_not_ask_for_times_is_not_kept_to_them),
		DRIVE_TEST(an_open_loop_does_the_work_of_a_closed_one),
		DRIVE_TEST(a_stall_counts_for_all_who_were_due_while_it_lasted),
		DRIVE_TEST(how_late_the_client_itself_was_is_told),
		DRIVE_TEST(what_waits_longer_than_the_patience_is_never_sent),
		cmocka_unit_test(
			random_times_are_equal_in_a_round_and_differ_between_rounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
