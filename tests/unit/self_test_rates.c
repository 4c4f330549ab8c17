/* SPDX-License-Identifier: MIT */
/* self_test_rates.c - what the record of a self-test comes to: rates, intervals, the report. */
#include "support/stage.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/gate/self_test/play.h"
#include "bench/gate/self_test/rates.h"
#include "bench/gate/self_test/report.h"
#include "bench/gate/self_test/self_test.h"
#include "bench/store/fingerprint.h"

/* A log by hand: so many gates of a cell, of which so many fail and so many do not tell. */
static void add_gates(struct self_test_log *log, struct self_test_outcome like,
		      size_t gates, size_t failed, size_t inconclusive)
{
	log->outcomes =
		realloc(log->outcomes, (log->count + gates) * sizeof(*log->outcomes));
	assert_non_null(log->outcomes);
	for (size_t i = 0; i < gates; i++) {
		struct self_test_outcome *outcome = &log->outcomes[log->count++];

		*outcome = like;
		outcome->verdict = i < failed		       ? GATE_FAIL
				   : i < failed + inconclusive ? GATE_INCONCLUSIVE
							       : GATE_PASS;
		outcome->seconds = (double)(i + 1);
	}
}

static const struct self_test_outcome slow_switch = {
	.kind = SELF_TEST_SLOWER,
	.path = "switch",
	.row = "switch/coroutines",
	.size = 0.02,
	.measured = 0.018,
	.code = "a",
	.revision = "v1",
	.machine = "m",
	.date = "2026-11-28T10:00:00+0000",
};

static struct self_test_log made_log(void)
{
	struct self_test_outcome equal = slow_switch, other = slow_switch,
				 echo = slow_switch;
	struct self_test_log log = {0};

	equal.kind = SELF_TEST_EQUAL;
	equal.path = equal.row = "";
	equal.size = 0;
	equal.measured = NAN;
	other.code = "b";
	echo.path = "echo";
	echo.measured = 0.022;
	add_gates(&log, other, 50, 0, 0);
	add_gates(&log, equal, 300, 0, 3);
	add_gates(&log, echo, 20, 19, 1);
	add_gates(&log, slow_switch, 40, 38, 0);
	return log;
}

static struct self_test_rate rate_of(enum self_test_kind kind, const char *path,
				     double size)
{
	struct self_test_group group = {"a", kind, path, size};
	struct self_test_log log = made_log();
	struct self_test_rate rate;

	assert_int_equal(self_test_rate(&log, &group, &rate), 0);
	free(log.outcomes);
	return rate;
}

static void rates_have_the_interval_of_clopper_and_pearson(void **state)
{
	struct self_test_rate rate = rate_of(SELF_TEST_EQUAL, NULL, 0);

	(void)state;
	assert_int_equal(rate.gates, 300);
	assert_int_equal(rate.failed, 0);
	assert_float_equal(rate.fails.high, 1 - pow(0.025, 1.0 / 300), 1e-9);
	assert_int_equal(rate.inconclusive, 3);
	assert_float_equal(rate.tells_not.value, 0.01, 1e-9);
	assert_float_equal(rate.seconds, 150.5, 1e-9);
	assert_true(isnan(rate.measured));
}

static void rates_are_of_a_path_or_of_all(void **state)
{
	struct self_test_rate one = rate_of(SELF_TEST_SLOWER, "switch", 0.02);
	struct self_test_rate all = rate_of(SELF_TEST_SLOWER, NULL, 0.02);

	(void)state;
	assert_int_equal(one.gates, 40);
	assert_int_equal(one.failed, 38);
	assert_float_equal(one.measured, 0.018, 1e-9);
	assert_int_equal(all.gates, 60);
	assert_int_equal(all.failed, 57);
	assert_float_equal(all.measured, (40 * 0.018 + 20 * 0.022) / 60, 1e-9);
	assert_float_equal(all.measured_least, 0.018, 1e-9);
	assert_float_equal(all.measured_most, 0.022, 1e-9);
}

static void no_gates_have_no_rate(void **state)
{
	struct self_test_rate rate = rate_of(SELF_TEST_QUICK, NULL, 0.01);

	(void)state;
	assert_int_equal(rate.gates, 0);
	assert_true(isnan(rate.fails.value));
}

static void the_report_tells_the_rates_of_one_code(void **state)
{
	struct self_test_log log = made_log();
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	(void)state;
	assert_non_null(file);
	assert_int_equal(self_test_report(file, &log, NULL, true), 0);
	assert_int_equal(self_test_report(file, &log, "c", true), -ENOENT);
	fclose(file);
	assert_non_null(
		strstr(text, "360 gates of the code a, v1, on the machine m, 2026-11-28"));
	assert_non_null(strstr(text, "| 57 | 95.0 % [86.1, 99.0] |"));
	assert_non_null(strstr(text, "| 0 | 0.0 % [0.0, 1.2] |"));
	free(text);
	free(log.outcomes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates_have_the_interval_of_clopper_and_pearson),
		cmocka_unit_test(rates_are_of_a_path_or_of_all),
		cmocka_unit_test(no_gates_have_no_rate),
		cmocka_unit_test(the_report_tells_the_rates_of_one_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
