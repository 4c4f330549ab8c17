/* SPDX-License-Identifier: MIT */
/*
 * traces.c - reads the traces of a folder of runs. See traces.h; traces_find.c finds the
 * one that is meant.
 */
#include "bench/evidence/traces.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct problem *problem)
{
	return problem_set(problem, -ENOMEM, "out of memory");
}

static int add(const char *path, struct traces *traces, struct problem *problem)
{
	struct trace_kept *more = realloc(traces->all, (traces->count + 1) * sizeof(*more));
	struct trace_kept kept = {.path = strdup(path)};
	int error;

	if (more)
		traces->all = more;
	if (!more || !kept.path) {
		free(kept.path);
		return out_of_memory(problem);
	}
	error = fingerprint_trace(path, kept.hash, problem);
	if (!error)
		error = trace_read(path, &kept.log, problem);
	if (error)
		free(kept.path);
	else
		more[traces->count++] = kept;
	return error;
}

int traces_read(const char *folder, struct traces *traces, struct problem *problem)
{
	char *pattern = NULL;
	glob_t found;
	int error = 0, result;

	if (asprintf(&pattern, "%s/" TRACES_FOLDER "/*.jsonl", folder) < 0)
		return out_of_memory(problem);
	result = glob(pattern, 0, NULL, &found);
	free(pattern);
	if (result)
		return result == GLOB_NOSPACE ? out_of_memory(problem) : 0;
	for (size_t i = 0; i < found.gl_pathc && !error; i++)
		error = add(found.gl_pathv[i], traces, problem);
	globfree(&found);
	return error;
}

void traces_free(struct traces *traces)
{
	for (size_t i = 0; i < traces->count; i++) {
		trace_free(&traces->all[i].log);
		free(traces->all[i].path);
	}
	free(traces->all);
	*traces = (struct traces){0};
}
