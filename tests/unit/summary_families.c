/* SPDX-License-Identifier: MIT */
/* summary_families.c - what summary.json says of the duets that belong together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench/report/family.h"
#include "support/made.h"

#define DUETS 2

/* Two duets, of 64 and of 2 tasks; with 2 tasks, threads cost less. */
struct pair {
	struct made *few, *many;
	struct named_value parameters[DUETS][2];
	struct duet_summary duets[DUETS];
	struct summary summary;
};

/* With 64 tasks coroutines cost 20. */
static void make(struct pair *pair, double threads)
{
	struct made *all[DUETS];

	*pair = (struct pair){.few = made_make(20, 10, 20),
			      .many = made_make(20, threads, 20)};
	all[0] = pair->many; /* not in the order of the values */
	all[1] = pair->few;
	for (size_t i = 0; i < DUETS; i++) {
		pair->parameters[i][0] = (struct named_value){"tasks", i ? 2 : 64};
		pair->parameters[i][1] = (struct named_value){"size", 5};
		for (size_t player = 0; player < PLAYERS; player++) {
			all[i]->contestants[player].parameters = pair->parameters[i];
			all[i]->contestants[player].parameter_count = 2;
		}
		pair->duets[i] = all[i]->summary.duets[0];
	}
	pair->summary = (struct summary){&pair->many->results, pair->duets, DUETS};
}

static void unmake(struct pair *pair)
{
	made_free(pair->few);
	made_free(pair->many);
}

static const char *text(json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static int64_t at(json_t *object, const char *name, size_t index)
{
	return json_integer_value(json_array_get(json_object_get(object, name), index));
}

static void a_family_names_its_duets_by_value_and_who_wins_from_where_on(void **state)
{
	struct pair pair;
	struct families families;
	struct crossover crossover;
	json_t *json, *family, *crosses;

	(void)state;
	make(&pair, 40);
	assert_int_equal(families_find(&pair.summary, &families), 0);
	assert_int_equal(families.count, 1);
	crossover = family_crossover(families.all);
	json = summary_to_json(&pair.summary);
	family = json_array_get(json_object_get(json, "families"), 0);
	crosses = json_object_get(family, "crossover");
	assert_string_equal(text(family, "workload"), "switch");
	assert_string_equal(text(family, "parameter"), "tasks");
	assert_string_equal(text(family, "base"), "coroutines");
	assert_string_equal(text(family, "rival"), "threads");
	assert_int_equal(at(family, "values", 0), 2);
	assert_int_equal(at(family, "values", 1), 64);
	assert_int_equal(at(family, "duets", 0), 1);
	assert_int_equal(at(family, "duets", 1), 0);
	assert_int_equal(json_integer_value(json_object_get(
				 json_object_get(family, "parameters"), "size")),
			 5);
	assert_string_equal(text(crosses, "kind"), "crosses");
	assert_string_equal(text(crosses, "winner"), "coroutines");
	assert_true(json_number_value(json_object_get(crosses, "high")) == crossover.high);
	json_decref(json);
	families_free(&families);
	unmake(&pair);
}

static void a_family_that_tells_nobody_has_no_winner(void **state)
{
	struct pair pair;
	json_t *json, *crosses;

	(void)state;
	make(&pair, 20);
	json = summary_to_json(&pair.summary);
	crosses = json_object_get(json_array_get(json_object_get(json, "families"), 0),
				  "crossover");
	assert_string_equal(text(crosses, "kind"), "undecided");
	assert_true(json_is_null(json_object_get(crosses, "winner")));
	assert_true(json_is_null(json_object_get(crosses, "value")));
	json_decref(json);
	unmake(&pair);
}

static void a_duet_alone_is_no_family(void **state)
{
	struct made *made = made_make(10, 20, 10);
	json_t *json = summary_to_json(&made->summary);

	(void)state;
	assert_int_equal(json_array_size(json_object_get(json, "families")), 0);
	assert_int_equal(json_array_size(json_object_get(json, "commands")), 0);
	json_decref(json);
	made_free(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_family_names_its_duets_by_value_and_who_wins_from_where_on),
		cmocka_unit_test(a_family_that_tells_nobody_has_no_winner),
		cmocka_unit_test(a_duet_alone_is_no_family),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
