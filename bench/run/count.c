/* SPDX-License-Identifier: MIT */
/* count.c - takes under Valgrind, and the least of them. See count.h. */
#include "bench/run/count.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/run/clock.h"
#include "bench/run/count_take.h"
#include "bench/run/describe.h"
#include "bench/run/process.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define CLOCK_NAME "duet-steady-clock.so"

static int check_valgrind(struct problem *problem)
{
	char *words[] = {"valgrind", "--version", NULL};
	struct process process;
	int error = process_start(words, -1, 0, &process);

	if (!error) {
		process_end(&process, SECOND_NS, NULL);
		return 0;
	}
	problem_set(problem, error, "cannot start valgrind, which counts: %s",
		    strerror(-error));
	problem_remedy(problem, "install it: scripts/install-dependencies test");
	return error;
}

/* Beside the running program (a build), or where it is installed: a new string. */
static char *find_clock(struct problem *problem)
{
	static const char *const places[] = {CLOCK_NAME, "../lib/duet/" CLOCK_NAME};

	for (size_t i = 0; i < COUNT(places); i++) {
		char *path = program_beside(places[i]);

		if (path && access(path, R_OK) == 0)
			return path;
		free(path);
	}
	problem_set(problem, -ENOENT, "%s is not beside this program", CLOCK_NAME);
	problem_remedy(problem, "build it: make all");
	return NULL;
}

static int refuse(struct problem *problem, const struct count_plan *plan, const char *why)
{
	problem_set(problem, -ENOTSUP, "%s is not counted: %s", plan->workload, why);
	problem_remedy(problem, "measure it; count a workload that plays by itself");
	return -ENOTSUP;
}

static int check_description(const struct count_plan *plan, const json_t *description,
			     struct problem *problem)
{
	const json_t *workload = describe_workload(description, plan->workload);
	const char *kind = json_string_value(json_object_get(workload, "kind"));

	if (!workload || !describe_runtime(description, plan->runtime))
		return problem_set(problem, -EINVAL, "%s has no %s \"%s\"", plan->program,
				   workload ? "runtime" : "workload",
				   workload ? plan->runtime : plan->workload);
	if (json_is_string(json_object_get(workload, "driver")))
		return refuse(problem, plan, "it needs a driver");
	if (kind && !strcmp(kind, "level"))
		return refuse(problem, plan, "it is something held, not something done");
	return 0;
}

static int check_worker(const struct count_plan *plan, struct problem *problem)
{
	json_t *description;
	int error =
		describe_worker(NULL, plan->program, plan->stop_fd > 0 ? plan->stop_fd : -1,
				&description, problem);

	if (error)
		return error;
	error = check_description(plan, description, problem);
	json_decref(description);
	return error;
}

/* Of each slice the least so far: what disturbs a take adds to it. Returns whether it is alike. */
static bool keep_least(struct counted least[COUNT_SLICES],
		       const struct counted take[COUNT_SLICES])
{
	bool alike = true;

	for (int i = 0; i < COUNT_SLICES; i++) {
		struct callgrind_totals *kept = &least[i].totals;
		const struct callgrind_totals *new = &take[i].totals;

		alike = alike && kept->instructions == new->instructions &&
			kept->allocations == new->allocations;
		if (new->instructions < kept->instructions)
			kept->instructions = new->instructions;
		if (new->allocations < kept->allocations)
			kept->allocations = new->allocations;
	}
	return alike;
}

/* Threads may do more in the shorter slice: what comes of that is none, and not less than none. */
static double an_operation(uint64_t two, uint64_t one, double operations)
{
	return fmax(0, (double)two - (double)one) / operations;
}

static void sum_up(const struct counted slices[COUNT_SLICES], struct counts *counts)
{
	const struct callgrind_totals *one = &slices[0].totals, *two = &slices[1].totals;
	double operations = (double)(slices[1].operations - slices[0].operations);

	counts->instructions =
		an_operation(two->instructions, one->instructions, operations);
	counts->allocations = an_operation(two->allocations, one->allocations, operations);
	counts->operations = slices[1].operations - slices[0].operations;
}

static int take_all(const struct count_plan *plan, struct counts *counts,
		    struct problem *problem)
{
	struct counted least[COUNT_SLICES], take[COUNT_SLICES];
	int takes = plan->takes ? plan->takes : COUNT_TAKES;
	int error = count_take(plan, least, problem);

	*counts = (struct counts){.takes = 1};
	while (!error && !counts->exact && counts->takes < takes) {
		error = count_take(plan, take, problem);
		if (error)
			break;
		counts->exact = keep_least(least, take);
		counts->takes++;
	}
	if (!error)
		sum_up(least, counts);
	return error;
}

int counts_ready(const char *clock, struct problem *problem)
{
	char *found = NULL;
	int error = check_valgrind(problem);

	if (!error && !clock) {
		found = find_clock(problem);
		error = found ? 0 : -ENOENT;
	}
	free(found);
	return error;
}

int counts_take(const struct count_plan *plan, struct counts *counts,
		struct problem *problem)
{
	struct count_plan whole = *plan;
	char *found = NULL;
	int error = check_valgrind(problem);

	if (!error && !plan->clock) {
		whole.clock = found = find_clock(problem);
		error = found ? 0 : -ENOENT;
	}
	if (!error)
		error = check_worker(plan, problem);
	if (!error)
		error = take_all(&whole, counts, problem);
	free(found);
	return error;
}
