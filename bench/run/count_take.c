/* SPDX-License-Identifier: MIT */
/*
 * count_take.c - a worker under callgrind, which writes a part of what it has counted into a file of
 * its own whenever the worker asks for its resource usage: before and after each slice.
 */
#include "bench/run/count_take.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/run/clock.h"
#include "bench/run/worker.h"

#define TIMEOUT_NS (60 * SECOND_NS)
#define FOLDER_BYTES 256

struct take {
	char folder[FOLDER_BYTES]; /* of the parts, temporary */
	int parts;		   /* that are there */
	int64_t least, most;	   /* operations of a slice; most 0: no limit */
	struct run_plan plan;
	struct run_events events; /* none: nobody is told */
	struct conductor conductor;
	struct worker worker;
};

static int make_folder(struct take *take, struct problem *problem)
{
	const char *root = getenv("TMPDIR");
	int length = snprintf(take->folder, sizeof(take->folder), "%s/duet-count-XXXXXX",
			      root && *root ? root : "/tmp");
	int error = (size_t)length < sizeof(take->folder) ? 0 : -ENAMETOOLONG;

	if (!error && !mkdtemp(take->folder))
		error = -errno;
	if (!error)
		return 0;
	return problem_set(problem, error,
			   "cannot make a folder for what Valgrind counts: %s: %s",
			   take->folder, strerror(-error));
}

static void remove_folder(const struct take *take)
{
	DIR *folder = opendir(take->folder);
	const struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		closedir(folder);
	rmdir(take->folder);
}

/* Threads that take turns on one processor, which is any, scatter least in what they do. */
static int any_core(void)
{
	struct cores cores = {.contestants = -1};
	cpu_set_t allowed;

	if (!sched_getaffinity(0, sizeof(allowed), &allowed))
		cores_choose(&allowed, -1, true, &cores);
	return cores.contestants;
}

/* By a name without what ends a name in LD_PRELOAD, as a space in a folder's does. */
static int link_clock(const struct take *take, const char *clock, char *link, size_t size)
{
	char path[PATH_MAX];

	if (strpbrk(take->folder, " :")) {
		problem_set(take->conductor.problem, -EINVAL,
			    "a clock cannot be preloaded from %s", take->folder);
		problem_remedy(take->conductor.problem,
			       "let TMPDIR name a folder without space and colon");
		return -EINVAL;
	}
	snprintf(link, size, "%s/clock.so", take->folder);
	if (!realpath(clock, path) || symlink(path, link))
		return problem_set(take->conductor.problem, -errno,
				   "cannot link to %s in %s: %s", clock, take->folder,
				   strerror(errno));
	return 0;
}

static int start(struct take *take, const struct count_plan *plan)
{
	char output[FOLDER_BYTES + 40], preload[FOLDER_BYTES + 40];
	char clock[FOLDER_BYTES + 10];
	const char *const launcher[] = {
		"env",
		preload,
		"valgrind",
		"--tool=callgrind",
		"-q",
		"--fair-sched=try",
		"--vgdb=no",
		"--dump-before=getrusage",
		"--compress-strings=no",
		output,
		NULL,
	};
	const struct worker_options options = {
		.label = plan->workload,
		.launcher = launcher,
		.program = plan->program,
		.runtime = plan->runtime,
		.core = any_core(),
	};
	int error = link_clock(take, plan->clock, clock, sizeof(clock));

	snprintf(output, sizeof(output), "--callgrind-out-file=%s/part", take->folder);
	snprintf(preload, sizeof(preload), "LD_PRELOAD=%s", clock);
	if (!error)
		error = worker_start(&take->conductor, &options, &take->worker);
	if (!error)
		error = worker_greet(&take->conductor, &take->worker);
	return error;
}

static int ask(struct take *take, json_t *command, json_t **answer)
{
	return worker_ask(&take->conductor, &take->worker, command, answer);
}

static int64_t bound(const json_t *answer, const char *name)
{
	return json_integer_value(json_object_get(answer, name));
}

static json_t *parameters_of(const struct count_plan *plan)
{
	json_t *parameters = json_object();

	for (size_t i = 0; i < plan->parameter_count; i++)
		json_object_set_new(parameters, plan->parameters[i].name,
				    json_integer(plan->parameters[i].value));
	return parameters;
}

static int prepare(struct take *take, const struct count_plan *plan)
{
	json_t *answer;
	int error = ask(take,
			json_pack("{s:s, s:s, s:o}", "do", "prepare", "workload",
				  plan->workload, "parameters", parameters_of(plan)),
			&answer);

	if (error)
		return error;
	take->least = bound(answer, "least_operations");
	take->most = bound(answer, "most_operations");
	json_decref(answer);
	return 0;
}

/* A workload's own small piece of work says how many operations are a few; and all is warm then. */
static int choose_operations(struct take *take, int64_t *operations)
{
	json_t *answer;
	int error = ask(take, json_pack("{s:s}", "do", "verify"), &answer);

	if (error)
		return error;
	*operations = bound(answer, "operations");
	json_decref(answer);
	if (*operations < take->least)
		*operations = take->least;
	if (take->most && *operations > take->most / 2)
		*operations = take->most / 2;
	if (*operations > 0)
		return 0;
	return problem_set(take->conductor.problem, -ENOTSUP,
			   "%s has no room for two operations a slice", take->worker.name);
}

static void name_part(const struct take *take, int part, char *path, size_t size)
{
	snprintf(path, size, "%s/part.%d", take->folder, part);
}

/* How many parts came since it was asked last. */
static int new_parts(struct take *take)
{
	char path[FOLDER_BYTES + 24];
	int before = take->parts;

	for (;; take->parts++) {
		name_part(take, take->parts + 1, path, sizeof(path));
		if (access(path, F_OK))
			return take->parts - before;
	}
}

/*
 * A worker asks as often after the slice as before it: for its own usage and, newer ones, for its
 * children's. The slice is what lies between the two halves.
 */
static int read_slice(struct take *take, struct counted *slice)
{
	char path[FOLDER_BYTES + 24];
	int error, parts = new_parts(take);

	if (parts == 0 || parts % 2)
		return problem_set(take->conductor.problem, -EPROTO,
				   "%s does not ask for its resource usage as often before "
				   "a slice as after it",
				   take->worker.name);
	name_part(take, take->parts - parts / 2 + 1, path, sizeof(path));
	error = callgrind_read(path, &slice->totals);
	if (!error)
		return 0;
	return problem_set(take->conductor.problem, error,
			   "cannot read what Valgrind counted, %s: %s", path,
			   strerror(-error));
}

static int play(struct take *take, int64_t operations, struct counted *slice)
{
	json_t *answer;
	int error = ask(
		take,
		json_pack("{s:s, s:I}", "do", "play", "operations", (json_int_t)operations),
		&answer);

	if (error)
		return error;
	slice->operations = bound(answer, "operations");
	json_decref(answer);
	if (slice->operations < operations)
		return problem_set(take->conductor.problem, -EBADMSG,
				   "%s did fewer operations than it was asked for",
				   take->worker.name);
	return read_slice(take, slice);
}

/* Twice of what was done, which may be more than was asked for: the end of a lap. */
static int count_slices(struct take *take, const struct count_plan *plan,
			struct counted slices[COUNT_SLICES])
{
	int64_t operations;
	int error = prepare(take, plan);

	if (!error)
		error = choose_operations(take, &operations);
	new_parts(take);
	if (!error)
		error = play(take, operations, &slices[0]);
	if (!error)
		error = play(take, 2 * slices[0].operations, &slices[1]);
	return error;
}

int count_take(const struct count_plan *plan, struct counted slices[COUNT_SLICES],
	       struct problem *problem)
{
	struct take take = {.plan = run_plan_default()};
	int error = make_folder(&take, problem);

	if (error)
		return error;
	take.plan.timeout_ns = plan->timeout_ns ? plan->timeout_ns : TIMEOUT_NS;
	take.plan.stop_fd = plan->stop_fd > 0 ? plan->stop_fd : -1;
	take.conductor = (struct conductor){
		.plan = &take.plan,
		.events = &take.events,
		.problem = problem,
	};
	random_seed(&take.conductor.random, 1); /* every take is the same */
	error = start(&take, plan);
	if (!error)
		error = count_slices(&take, plan, slices);
	worker_end(&take.worker, false);
	remove_folder(&take);
	return error;
}
