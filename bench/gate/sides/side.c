/* SPDX-License-Identifier: MIT */
/* side.c - finds the programs of a side. */
#include "bench/gate/sides/side.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && !access(path, X_OK);
}

/* Takes the path, also when there is no memory for it. */
static int add(struct gate_side *side, char *path)
{
	char **grown =
		path ? realloc(side->programs, (side->count + 2) * sizeof(char *)) : NULL;

	if (!grown) {
		free(path);
		return -ENOMEM;
	}
	side->programs = grown;
	side->programs[side->count++] = path;
	side->programs[side->count] = NULL;
	return 0;
}

/* "./side/duet-worker-00"; NULL: no memory. */
static char *path_in(const char *folder, const char *name)
{
	const char *here = strchr(folder, '/') ? "" : "./";
	char *path;

	return asprintf(&path, "%s%s/%s", here, folder, name) < 0 ? NULL : path;
}

static int add_folder(struct gate_side *side, const char *folder)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, NULL, alphasort), error = 0;

	if (n < 0)
		return -errno;
	for (int i = 0; i < n; i++) {
		char *path = error ? NULL : path_in(folder, entries[i]->d_name);

		if (!error && !path)
			error = -ENOMEM;
		if (!error && is_program(path))
			error = add(side, path);
		else
			free(path);
		free(entries[i]);
	}
	free(entries);
	return error;
}

/* The first program in counted/, as if that were a side. There need be none. */
static int find_counted(struct gate_side *side)
{
	struct gate_side counted = {0};
	char *folder = path_in(side->path, "counted");
	int error = folder ? add_folder(&counted, folder) : -ENOMEM;

	if (counted.count) {
		side->counted = counted.programs[0];
		counted.programs[0] = NULL;
	}
	gate_side_close(&counted);
	free(folder);
	return error == -ENOENT || error == -ENOTDIR ? 0 : error;
}

/* A name without a slash would be looked for in PATH. */
static char *program_path(const char *path)
{
	char *copy;

	if (strchr(path, '/'))
		return strdup(path);
	return asprintf(&copy, "./%s", path) < 0 ? NULL : copy;
}

/* Whether two names are equal but for their numbers: layouts of one program are. */
static bool same_but_numbers(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, "0123456789");
		b += strspn(b, "0123456789");
		if (*a != *b || !*a)
			return *a == *b;
	}
}

/* A program that is no layout of the first one; NULL: there is none. */
static const char *stranger(const struct gate_side *side)
{
	for (size_t i = 1; i < side->count; i++)
		if (!same_but_numbers(basename(side->programs[0]),
				      basename(side->programs[i])))
			return basename(side->programs[i]);
	return NULL;
}

static bool has_file(const char *folder, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%.3500s/%s", folder, name);
	return !access(path, F_OK);
}

/* What a path without a program is instead. */
static const char *kind_of(const char *path, bool folder)
{
	if (!folder)
		return "it cannot be run";
	if (has_file(path, "gate.json") || has_file(path, "run.json"))
		return "these are results, not programs";
	return "there is no program in it";
}

static int find(struct gate_side *side, struct problem *problem)
{
	struct stat status;
	bool folder;
	int error;

	if (stat(side->path, &status))
		return problem_set(problem, -errno, "%s: %s", side->path, strerror(errno));
	folder = S_ISDIR(status.st_mode);
	if (folder)
		error = add_folder(side, side->path);
	else
		error = is_program(side->path) ? add(side, program_path(side->path)) : 0;
	if (!error && folder)
		error = find_counted(side);
	if (error)
		return problem_set(problem, error, "%s: %s", side->path, strerror(-error));
	if (side->count == 0)
		return problem_set(problem, -ENOEXEC, "%s: %s", side->path,
				   kind_of(side->path, folder));
	if (stranger(side))
		return problem_set(problem, -EINVAL,
				   "%s: %s and %s are not layouts of one program",
				   side->path, basename(side->programs[0]), stranger(side));
	return 0;
}

int gate_side_open(const char *path, struct gate_side *side, struct problem *problem)
{
	int error;

	*side = (struct gate_side){.path = path};
	error = find(side, problem);
	if (error) {
		problem_remedy(problem, "give a worker program, or a folder that `make "
					"layouts` has filled; scripts/gate makes one of a "
					"revision");
		gate_side_close(side);
	}
	return error;
}

void gate_side_close(struct gate_side *side)
{
	for (size_t i = 0; i < side->count; i++)
		free(side->programs[i]);
	free(side->programs);
	free(side->counted);
	side->programs = NULL;
	side->counted = NULL;
	side->count = 0;
}

const char *gate_side_counted(const struct gate_side *side, const struct gate_side *other)
{
	return side->counted && other->counted ? side->counted : side->programs[0];
}

int gate_sides_match(const struct gate_side *base, const struct gate_side *head,
		     struct problem *problem)
{
	bool equal = base->count == head->count;

	/* One program each may be called as it likes. */
	for (size_t i = 0; equal && base->count > 1 && i < base->count; i++)
		equal = !strcmp(basename(base->programs[i]), basename(head->programs[i]));
	if (equal)
		return 0;
	problem_set(problem, -EINVAL,
		    "%s (%zu program%s) and %s (%zu) are not the same layouts", base->path,
		    base->count, base->count == 1 ? "" : "s", head->path, head->count);
	problem_remedy(problem, "give two programs, or two folders that `make layouts` has "
				"filled with the same LAYOUTS and SEED");
	return -EINVAL;
}
