/* SPDX-License-Identifier: MIT */
/* calibrate.c - slices get their length, rounds their number, and turns their balance. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/run/budget.h"
#include "bench/run/calibrate.h"
#include "bench/run/cores.h"
#include "bench/run/neighbours.h"
#include "bench/run/random.h"

#define US 1000
#define MS 1000000

/* A pretended worker: cold at first, disturbed now and then. */
struct pretended {
	double ns_per_op;
	int64_t overhead_ns; /* a slice */
	int cold;	     /* slices that cost five times as much */
	bool disturbed;
	struct random random;
	int plays;
};

static int64_t play(struct pretended *worker, int64_t operations)
{
	double ns = worker->ns_per_op * (double)operations + (double)worker->overhead_ns;

	if (worker->plays++ < worker->cold)
		ns *= 5;
	if (worker->disturbed && random_below(&worker->random, 3) == 0)
		ns += 35 * US;
	return (int64_t)ns;
}

static struct calibration run(struct pretended *worker, int64_t target_ns, int64_t least,
			      int64_t most)
{
	struct calibration calibration;

	random_seed(&worker->random, 7);
	worker->plays = 0;
	calibrate_start(&calibration, target_ns, least, most);
	while (calibrate_feed(&calibration, calibration.operations,
			      play(worker, calibration.operations)))
		;
	assert_in_range(calibration.plays, 1, 60);
	return calibration;
}

static void assert_length(struct pretended worker, int64_t target_ns)
{
	struct calibration calibration = run(&worker, target_ns, 1, 0);
	double ns = worker.ns_per_op * (double)calibration.operations +
		    (double)worker.overhead_ns;

	if (fabs(ns / (double)target_ns - 1) > 0.1)
		fail_msg("a slice of %g ns an operation lasts %g ns", worker.ns_per_op, ns);
}

static void a_slice_lasts_as_long_as_asked_for_within_a_tenth(void **state)
{
	(void)state;
	assert_length((struct pretended){.ns_per_op = 2.3}, 200 * US);
	assert_length((struct pretended){.ns_per_op = 2000}, 200 * US);
	assert_length((struct pretended){.ns_per_op = 2.3, .overhead_ns = 500}, 200 * US);
	assert_length((struct pretended){.ns_per_op = 150000}, 50 * MS);
}

static void a_slice_of_short_operations_has_many_where_that_is_wished(void **state)
{
	struct calibration calibration;
	int64_t ns_per_op;

	(void)state;
	for (ns_per_op = 50; ns_per_op <= 800; ns_per_op *= 2) {
		calibrate_start(&calibration, 8 * US, 1, 0);
		calibration.many = CALIBRATE_MANY;
		while (calibrate_feed(&calibration, calibration.operations,
				      ns_per_op * calibration.operations))
			;
		assert_int_equal(calibration.operations, ns_per_op < CALIBRATE_SHORT_NS
								 ? CALIBRATE_MANY
								 : 8 * US / ns_per_op);
	}
}

static void a_cold_process_does_not_mislead(void **state)
{
	(void)state;
	assert_length((struct pretended){.ns_per_op = 10, .cold = 1}, 200 * US);
	assert_length((struct pretended){.ns_per_op = 10, .cold = 8}, 200 * US);
}

static void neighbours_do_not_mislead(void **state)
{
	(void)state;
	assert_length((struct pretended){.ns_per_op = 10, .disturbed = true}, 200 * US);
	assert_length((struct pretended){.ns_per_op = 900, .disturbed = true}, 200 * US);
}

static void bounds_of_the_workload_are_kept(void **state)
{
	struct pretended cheap = {.ns_per_op = 1}, dear = {.ns_per_op = 1e6};

	(void)state;
	assert_int_equal(run(&cheap, 200 * US, 1, 1).operations, 1);
	assert_int_equal(run(&dear, 200 * US, 100, 0).operations, 100);
	assert_int_equal(run(&dear, 200 * US, 0, 0).operations, 1);
}

static void a_worker_without_time_or_work_ends_the_calibration_too(void **state)
{
	struct calibration calibration;

	(void)state;
	calibrate_start(&calibration, 200 * US, 1, 0);
	while (calibrate_feed(&calibration, 0, 0))
		;
	assert_in_range(calibration.plays, 1, 60);
	assert_true(calibration.operations >= 1);
}

static void long_slices_are_played_less_often(void **state)
{
	(void)state;
	assert_int_equal(budget_discarded(200 * US), 10);
	assert_int_equal(budget_discarded(1), 10);
	assert_int_equal(budget_discarded(50 * MS), 1);
	assert_int_equal(budget_kept(200 * US, 0), 20);
	assert_int_equal(budget_kept(2 * MS, 0), 10);
	assert_int_equal(budget_kept(1000 * MS, 0), 2);
	assert_int_equal(budget_kept(50 * MS, 1000 * MS), 20);
	assert_int_equal(budget_kept(300 * MS, 1000 * MS), 4);
	for (int64_t ns = 1; ns < 1000 * MS; ns *= 3)
		assert_int_equal(budget_kept(ns, 0) % 2, 0);
}

static void rounds_fill_the_budget_between_5_and_the_most(void **state)
{
	(void)state;
	assert_int_equal(budget_rounds(1000 * MS, 100 * MS, 60), 10);
	assert_int_equal(budget_rounds(1000 * MS, 1 * MS, 60), 60);
	assert_int_equal(budget_rounds(1000 * MS, 900 * MS, 60), 5);
	assert_int_equal(budget_rounds(-5, 900 * MS, 60), 5);
}

static void savings_pass_on_and_overruns_do_not(void **state)
{
	struct shares shares = shares_of(900, 3);

	(void)state;
	assert_int_equal(shares_next(&shares, 1, 3), 300);
	shares_settle(&shares, 1, 300, 5000);
	assert_int_equal(shares_next(&shares, 1, 2), 300);
	shares_settle(&shares, 1, 300, 100);
	assert_int_equal(shares_next(&shares, 1, 1), 500);
	shares_settle(&shares, 1, 500, 600);
	assert_int_equal(shares_next(&shares, 1, 1), 300);
}

static void a_duet_of_twice_the_weight_has_twice_the_share(void **state)
{
	struct shares shares = shares_of(900, 3);

	(void)state;
	assert_int_equal(shares_next(&shares, 2, 3), 600);
	shares_settle(&shares, 2, 600, 500);
	assert_int_equal(shares_next(&shares, 1, 1), 400);
}

static void a_round_too_long_has_fewer_slices_then_shorter_ones(void **state)
{
	struct shape many = {20, 10, 3 * MS}, few = {2, 1, 300 * MS};

	(void)state;
	assert_int_equal(budget_shorten(&many, 100 * MS, 60 * MS), 58 * MS);
	assert_int_equal(many.kept, 6);
	assert_int_equal(many.slices_ns, 3 * MS);
	assert_int_equal(budget_shorten(&few, 1000 * MS, 550 * MS), 550 * MS);
	assert_int_equal(few.kept, 2);
	assert_int_equal(few.slices_ns, 150 * MS);
	assert_int_equal(budget_shorten(&few, 1000 * MS, -5), 550 * MS + 3 * 37500000);
	assert_int_equal(few.slices_ns, 37500000);
}

static void turns_are_permutations_and_their_mirrors(void **state)
{
	size_t turns[3 * 20];
	struct random random;

	(void)state;
	random_seed(&random, 42);
	random_turns(&random, turns, 3, 20);
	for (size_t pair = 0; pair < 10; pair++) {
		const size_t *t = turns + 6 * pair;
		int seen = 0;

		for (size_t i = 0; i < 3; i++) {
			assert_int_equal(t[i], t[5 - i]);
			seen |= 1 << t[i];
		}
		assert_int_equal(seen, 7);
	}
}

static void a_seed_repeats_its_orders_and_all_orders_occur(void **state)
{
	size_t first[4], second[4];
	int begins_with[4] = {0};
	struct random a, b;

	(void)state;
	random_seed(&a, 1);
	random_seed(&b, 1);
	for (int i = 0; i < 4000; i++) {
		random_permutation(&a, first, 4);
		random_permutation(&b, second, 4);
		assert_memory_equal(first, second, sizeof(first));
		begins_with[first[0]]++;
	}
	for (int i = 0; i < 4; i++)
		assert_in_range(begins_with[i], 900, 1100);
}

static void contestants_and_conductor_have_different_cores(void **state)
{
	struct cores cores;
	cpu_set_t allowed;

	(void)state;
	CPU_ZERO(&allowed);
	CPU_SET(2, &allowed);
	CPU_SET(5, &allowed);
	assert_int_equal(cores_choose(&allowed, -1, true, &cores), 0);
	assert_int_equal(cores.contestants, 5);
	assert_int_equal(cores.others, 2);
	assert_int_equal(cores_choose(&allowed, 2, true, &cores), 0);
	assert_int_equal(cores.others, 5);
	assert_true(cores_choose(&allowed, 3, true, &cores) < 0);
	assert_int_equal(cores_choose(&allowed, -1, false, &cores), 0);
	assert_int_equal(cores.contestants, -1);
	CPU_CLR(2, &allowed);
	assert_int_equal(cores_choose(&allowed, -1, true, &cores), 0);
	assert_true(cores.shared);
	assert_int_equal(cores.contestants, 5);
	assert_int_equal(cores.others, 5);
}

static void what_is_neither_idle_nor_ours_is_the_neighbours(void **state)
{
	struct neighbour_shares shares = neighbour_shares(1000, 700, 50, 600);

	(void)state;
	assert_true(fabs(shares.others - 0.1) < 1e-9);
	assert_true(fabs(shares.stolen - 0.05) < 1e-9);
	shares = neighbour_shares(1000, 300, 0, 310); /* ticks are coarse */
	assert_true(shares.others == 0);
	assert_true(neighbour_shares(0, 0, 0, 0).others < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slice_lasts_as_long_as_asked_for_within_a_tenth),
		cmocka_unit_test(a_slice_of_short_operations_has_many_where_that_is_wished),
		cmocka_unit_test(a_cold_process_does_not_mislead),
		cmocka_unit_test(neighbours_do_not_mislead),
		cmocka_unit_test(bounds_of_the_workload_are_kept),
		cmocka_unit_test(a_worker_without_time_or_work_ends_the_calibration_too),
		cmocka_unit_test(long_slices_are_played_less_often),
		cmocka_unit_test(rounds_fill_the_budget_between_5_and_the_most),
		cmocka_unit_test(savings_pass_on_and_overruns_do_not),
		cmocka_unit_test(a_duet_of_twice_the_weight_has_twice_the_share),
		cmocka_unit_test(a_round_too_long_has_fewer_slices_then_shorter_ones),
		cmocka_unit_test(turns_are_permutations_and_their_mirrors),
		cmocka_unit_test(a_seed_repeats_its_orders_and_all_orders_occur),
		cmocka_unit_test(what_is_neither_idle_nor_ours_is_the_neighbours),
		cmocka_unit_test(contestants_and_conductor_have_different_cores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
