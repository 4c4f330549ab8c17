/* SPDX-License-Identifier: MIT */
/* library.c - reads results folders. See library.h. */
#include "bench/evidence/library.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ROUNDS_LEAST 2 /* fewer have no interval */

static int out_of_memory(struct problem *problem)
{
	return problem_set(problem, -ENOMEM, "out of memory");
}

/* Whether a run is kept in the folder. What is no regular file would be waited for. */
static bool holds_run(const char *folder)
{
	char *path = NULL;
	struct stat status;
	bool there;

	if (asprintf(&path, "%s/run.json", folder) < 0)
		return false;
	there = stat(path, &status) == 0 && S_ISREG(status.st_mode);
	free(path);
	return there;
}

/* What failed is kept, so that its reason can be told: scope_refused. */
static bool is_usable(const struct results *results)
{
	for (size_t i = 0; i < results->run.duet_count; i++)
		if (results->run.duets[i].rounds_done >= ROUNDS_LEAST ||
		    results->run.duets[i].state == DUET_FAILED)
			return !results->live;
	return false;
}

static bool is_there_already(const struct library *library, const struct volume *volume)
{
	for (size_t i = 0; i < library->count; i++)
		if (strcmp(library->volumes[i].hash, volume->hash) == 0)
			return true;
	return false;
}

static int keep(struct library *library, const struct volume *volume,
		struct problem *problem)
{
	struct volume *more =
		realloc(library->volumes, (library->count + 1) * sizeof(*more));

	if (!more)
		return out_of_memory(problem);
	more[library->count++] = *volume;
	library->volumes = more;
	return 0;
}

static int read_volume(const char *folder, struct library *library, struct problem *problem)
{
	struct volume volume = {0};
	int error = results_read(folder, &volume.results, problem);
	bool kept = false;

	if (error)
		return error;
	fingerprint_machine(&volume.results.machine, volume.machine);
	error = fingerprint_results(folder, volume.hash, problem);
	if (!error && is_usable(&volume.results) && !is_there_already(library, &volume)) {
		error = keep(library, &volume, problem);
		kept = !error;
	}
	if (!kept)
		results_free(&volume.results);
	return error;
}

/* A folder within one that holds several; what is no run is left alone. */
static int read_inner(const char *folder, const char *name, struct library *library,
		      struct problem *problem)
{
	char *path = NULL;
	int error = 0;

	if (*name == '.')
		return 0;
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return out_of_memory(problem);
	if (holds_run(path))
		error = read_volume(path, library, problem);
	free(path);
	return error;
}

static int read_folder(const char *folder, struct library *library, struct problem *problem)
{
	struct dirent **entries;
	int count, error = 0;

	if (holds_run(folder))
		return read_volume(folder, library, problem);
	count = scandir(folder, &entries, NULL, alphasort);
	if (count < 0 && errno == ENOENT)
		return 0;
	if (count < 0)
		return problem_set(problem, -errno, "cannot read %s: %s", folder,
				   strerror(errno));
	for (int i = 0; i < count; i++) {
		if (!error)
			error = read_inner(folder, entries[i]->d_name, library, problem);
		free(entries[i]);
	}
	free(entries);
	return error;
}

/* The newest first, by times as text: time zones are mostly the same. Then by content. */
static int by_age(const void *left, const void *right)
{
	const struct volume *a = left, *b = right;
	int order = strcmp(b->results.run.started, a->results.run.started);

	return order ? order : strcmp(a->hash, b->hash);
}

/* Only when the array has stopped growing: summaries point to the results in it. */
static int sum_up(struct library *library, struct problem *problem)
{
	int error = 0;

	for (size_t i = 0; i < library->count && !error; i++) {
		struct volume *volume = &library->volumes[i];

		volume->summary = calloc(1, sizeof(*volume->summary));
		error = volume->summary
				? summary_make(&volume->results, volume->summary, problem)
				: out_of_memory(problem);
	}
	return error;
}

int library_read(const char *const *folders, size_t count, struct library *library,
		 struct problem *problem)
{
	int error = 0;

	*library = (struct library){.folder = count ? folders[0] : NULL};
	for (size_t i = 0; i < count && !error; i++)
		error = read_folder(folders[i], library, problem);
	for (size_t i = 0; i < count && !error; i++)
		error = traces_read(folders[i], &library->traces, problem);
	if (!error && library->count)
		qsort(library->volumes, library->count, sizeof(*library->volumes), by_age);
	if (!error)
		error = sum_up(library, problem);
	if (error)
		library_free(library);
	return error;
}

void library_free(struct library *library)
{
	for (size_t i = 0; i < library->count; i++) {
		if (library->volumes[i].summary)
			summary_free(library->volumes[i].summary);
		free(library->volumes[i].summary);
		results_free(&library->volumes[i].results);
	}
	free(library->volumes);
	traces_free(&library->traces);
	*library = (struct library){0};
}

static bool is_among(const char *machine, const char **machines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(machines[i], machine) == 0)
			return true;
	return false;
}

size_t library_machines(const struct library *library, const char **machines, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < library->count && count < most; i++)
		if (!is_among(library->volumes[i].machine, machines, count))
			machines[count++] = library->volumes[i].machine;
	for (size_t i = 0; i < library->traces.count && count < most; i++)
		if (!is_among(library->traces.all[i].log.machine, machines, count))
			machines[count++] = library->traces.all[i].log.machine;
	return count;
}
