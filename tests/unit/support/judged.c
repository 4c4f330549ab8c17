/* SPDX-License-Identifier: MIT */
/* judged.c - runs of known numbers, and documents. See judged.h. */
#include "judged.h"

#include <stdio.h>
#include <stdlib.h>

int shelf_setup(void **state)
{
	*state = calloc(1, sizeof(struct shelf));
	return *state ? 0 : -1;
}

static void forget(struct shelf *shelf)
{
	check_free(&shelf->check);
	document_free(&shelf->document);
}

int shelf_teardown(void **state)
{
	struct shelf *shelf = *state;

	forget(shelf);
	for (size_t i = 0; i < shelf->library.count; i++)
		made_free(shelf->made[i]);
	free(shelf);
	return 0;
}

void shelf_add(struct shelf *shelf, const char *machine, double coroutines, double threads)
{
	size_t last = shelf->library.count++;

	assert_in_range(last, 0, VOLUMES_MOST - 1);
	shelf->library.volumes = shelf->volumes;
	for (size_t i = last; i > 0; i--)
		shelf->volumes[i] = shelf->volumes[i - 1];
	shelf->made[last] = made_make(coroutines, threads, coroutines);
	shelf->volumes[0] = (struct volume){.results = shelf->made[last]->results,
					    .summary = &shelf->made[last]->summary};
	shelf->volumes[0].results.run.started = "2026-11-28T10:00:00+0000";
	snprintf(shelf->volumes[0].machine, FINGERPRINT_TEXT, "%s", machine);
	snprintf(shelf->volumes[0].hash, FINGERPRINT_TEXT, "run%zu", last + 1);
}

int shelf_check(struct shelf *shelf, const char *text)
{
	int error;

	forget(shelf);
	error = document_parse("a.md", text, &shelf->document, &shelf->problem);
	if (!error)
		error = check_document(&shelf->document, &shelf->library, NULL,
				       &shelf->check, &shelf->problem);
	return error;
}

const struct claim *shelf_claim(struct shelf *shelf, const char *predicate)
{
	char text[512];

	snprintf(text, sizeof(text), "<!-- claim: %s -->\nIt is so.\n<!-- /claim -->\n",
		 predicate);
	if (shelf_check(shelf, text))
		fail_msg("%s (%s)", shelf->problem.text, shelf->problem.remedy);
	assert_int_equal(shelf->check.count, 1);
	return shelf->check.claims;
}
