/* SPDX-License-Identifier: MIT */
/* percent.c - offers that are a share of what each contestant sustains, and what is said of them. */
#include "support/offered.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/open_loop.h"

/* An offer, whose capacity was measured with the client so busy (0: was not), has this title. */
static void titled(const char *parameter, int64_t value, double busy, const char *wanted)
{
	struct offered offered;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	offered_make(&offered, parameter, value);
	if (busy > 0)
		offered_measure(&offered, MEASURE_SUSTAINED_UTILISATION, busy);
	open_loop_write_title(file, &offered.duet);
	fclose(file);
	assert_string_equal(text, wanted);
	free(text);
}

static void the_title_says_what_was_offered(void **state)
{
	(void)state;
	titled("rate", 20000, 0,
	       "What the client saw, at 20,000 requests/s offered, from the intended send "
	       "time");
	titled("percent", 80, 0.5,
	       "What the client saw, at 80 % of what each sustains offered, from the "
	       "intended send time");
	titled("percent", 80, 0.99,
	       "What the client saw, at 80 % of what each, or the load generator, sustains "
	       "offered, from the intended send time");
}

static void more_than_a_server_sustains_is_no_surprise(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "percent", 120);
	offered_overload(&offered);
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_SOUND);
}

static void a_share_of_the_clients_own_limit_is_called_so(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "percent", 80);
	offered_measure(&offered, MEASURE_SUSTAINED_UTILISATION, 0.99);
	offered_warn(&offered);
	assert_non_null(strstr(offered.said,
			       "percent is a share of what the load generator "
			       "sustains, not threads"));
	assert_non_null(strstr(offered.said, "work=20"));
	assert_true(open_loop_is_bound(&offered.contestant));
}

static void a_share_of_what_a_server_sustains_is_no_warning(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "percent", 80);
	offered_measure(&offered, MEASURE_SUSTAINED_UTILISATION, 0.5);
	offered_warn(&offered);
	assert_string_equal(offered.said, "");
}

/* A second contestant, coroutines, beside the first. */
struct pair {
	struct offered offered;
	struct contestant_record records[2];
	struct contestant_summary contestants[2];
};

/* Of which the first answers all, and the second a part of, what was offered past saturation. */
static void offer_more(struct pair *pair, double first_ns, double second_ns)
{
	offered_make(&pair->offered, "percent", 120);
	for (size_t i = 0; i < 2; i++) {
		offered_measure(&pair->offered, MEASURE_DRIVER_WALL,
				i ? second_ns : first_ns);
		pair->records[i] = pair->offered.record;
		pair->contestants[i] = pair->offered.contestant;
		pair->contestants[i].record = &pair->records[i];
	}
	pair->records[0].label = "coroutines";
	pair->offered.duet.contestants = pair->contestants;
	pair->offered.duet.count = 2;
	offered_warn(&pair->offered);
}

static void a_load_that_is_not_past_saturation_is_told(void **state)
{
	struct pair pair;

	(void)state;
	offer_more(&pair, 104000, 120000);
	assert_non_null(strstr(pair.offered.said,
			       "coroutines was not past saturation: its capacity was "
			       "measured too low, 9,620 of 10,000 requests a second"));
	assert_null(strstr(pair.offered.said, "threads was not past"));
	offer_more(&pair, 106000, 120000);
	assert_null(strstr(pair.offered.said, "past saturation"));
}

static void contestants_that_are_not_loaded_alike_are_told(void **state)
{
	struct pair pair;

	(void)state;
	offer_more(&pair, 110000, 140000);
	assert_non_null(strstr(pair.offered.said,
			       "not loaded alike: coroutines was offered "
			       "1.10 times what it answered, threads 1.40"));
	offer_more(&pair, 120000, 125000);
	assert_null(strstr(pair.offered.said, "alike"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_title_says_what_was_offered),
		cmocka_unit_test(more_than_a_server_sustains_is_no_surprise),
		cmocka_unit_test(a_share_of_the_clients_own_limit_is_called_so),
		cmocka_unit_test(a_share_of_what_a_server_sustains_is_no_warning),
		cmocka_unit_test(a_load_that_is_not_past_saturation_is_told),
		cmocka_unit_test(contestants_that_are_not_loaded_alike_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
