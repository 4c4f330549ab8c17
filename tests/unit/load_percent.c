/* SPDX-License-Identifier: MIT */
/*
 * load_percent.c - a rate in per cent is that part of what the server sustains, measured at full
 * load, of which the load generator tells what it used itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/load/closed.h"
#include "bench/load/load.h"
#include "bench/workloads/echo.h"
#include "support/drive.h"

static void percent_offers_a_part_of_what_the_server_sustains(void **state)
{
	struct drive *drive = *state;
	int64_t ns;

	drive_start(drive, SLOW, 20, 64);
	drive->parameters[PERCENT] = 50;
	drive_prepare(drive);
	assert_int_equal(drive_offer(drive, 20), 0);
	ns = drive->offer.offered_ns;
	assert_true(ns > 0);
	/* 4,000 a second at most, so 2,000 are offered at most */
	assert_true(ns >= 10 * MILLISECOND_NS);
}

/* How much is offered to how much the server sustains, measured again right after. */
static double share_offered(int64_t percent)
{
	struct sustained sustained = {0};
	void *state = NULL;
	struct drive *drive;
	struct load *load;
	double rate;

	assert_int_equal(drive_setup(&state), 0);
	drive = state;
	drive_start(drive, SLOW, 20, 64);
	drive->parameters[PERCENT] = percent;
	drive_prepare(drive);
	load = drive->load;
	rate = (double)load->arrivals.rate;
	assert_int_equal(closed_sustain(load, &sustained), 0);
	drive_teardown(&state);
	return rate / (double)sustained.rate;
}

/* The server sleeps for most of the time, so that its pace hardly depends on the machine's. */
static void percent_is_no_other_part_of_it(void **state)
{
	static const int64_t percents[] = {50, 100, 200};

	(void)state;
	for (size_t i = 0; i < sizeof(percents) / sizeof(*percents); i++) {
		double share = 0, wanted = (double)percents[i] / 100;

		for (int tries = 0;
		     tries < 5 && (share < 0.7 * wanted || share > 1.4 * wanted); tries++)
			share = share_offered(percents[i]);
		assert_true(share > 0.7 * wanted && share < 1.4 * wanted);
	}
}

static void what_the_client_itself_used_is_told_with_the_percentage_alone(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, SLOW, 20, 64);
	drive->parameters[PERCENT] = 50;
	drive_prepare(drive);
	assert_int_equal(drive_offer(drive, 20), 0);
	assert_in_range(drive->offer.sustained_busy, 0, 1000);
}

static void at_a_rate_nothing_is_told_of_full_load(void **state)
{
	struct drive *drive = *state;

	drive_start(drive, ECHO, 4, 64);
	drive->parameters[RATE] = 20000;
	drive_prepare(drive);
	assert_int_equal(drive_offer(drive, 20), 0);
	assert_int_equal(drive->offer.sustained_busy, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DRIVE_TEST(percent_offers_a_part_of_what_the_server_sustains),
		cmocka_unit_test(percent_is_no_other_part_of_it),
		DRIVE_TEST(what_the_client_itself_used_is_told_with_the_percentage_alone),
		DRIVE_TEST(at_a_rate_nothing_is_told_of_full_load),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
