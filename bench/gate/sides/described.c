/* SPDX-License-Identifier: MIT */
/* described.c - holds the programs of a side to what the first of them says. */
#include "bench/gate/sides/described.h"

#include <errno.h>

#include "bench/run/describe.h"

static int refuse(const char *first, const char *other, struct problem *problem)
{
	problem_set(problem, -EINVAL, "%s and %s do not play the same", first, other);
	problem_remedy(problem, "build all layouts anew: some may be of another revision");
	return -EINVAL;
}

static int check_program(const struct gate_side *side, size_t i, int stop_fd,
			 const json_t *first, struct problem *problem)
{
	json_t *own = NULL;
	int error = describe_worker(NULL, side->programs[i], stop_fd, &own, problem);

	if (!error && !json_equal(first, own))
		error = refuse(side->programs[0], side->programs[i], problem);
	json_decref(own);
	return error;
}

int gate_side_describe(const struct gate_side *side, int stop_fd, json_t **description,
		       struct problem *problem)
{
	json_t *first = NULL;
	int error = describe_worker(NULL, side->programs[0], stop_fd, &first, problem);

	for (size_t i = 1; i < side->count && !error; i++)
		error = check_program(side, i, stop_fd, first, problem);
	if (error)
		json_decref(first);
	else
		*description = first;
	return error;
}
