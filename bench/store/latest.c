/* SPDX-License-Identifier: MIT */
/* latest.c - the link results/latest. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/store/store.h"

/* Cut "x/results/name" at its last slash; NULL when the directory is not named "results". */
static const char *split(char *path)
{
	char *slash = strrchr(path, '/'), *parent;

	if (!slash || slash == path)
		return NULL;
	*slash = 0;
	parent = strrchr(path, '/');
	return strcmp(parent ? parent + 1 : path, "results") ? NULL : slash + 1;
}

/* symlink(2) does not replace; rename(2) does, in one step. What is no link is left alone. */
static int replace_link(const char *target, const char *directory)
{
	char link[PATH_MAX], temporary[PATH_MAX];
	struct stat status;

	if (snprintf(link, sizeof(link), "%s/latest", directory) >= PATH_MAX ||
	    snprintf(temporary, sizeof(temporary), "%s/.latest.%d", directory,
		     (int)getpid()) >= PATH_MAX)
		return -ENAMETOOLONG;
	if (!lstat(link, &status) && !S_ISLNK(status.st_mode))
		return -EEXIST;
	unlink(temporary);
	if (symlink(target, temporary))
		return -errno;
	if (!rename(temporary, link))
		return 0;
	int error = -errno;

	unlink(temporary);
	return error;
}

int store_point_latest(const char *path, struct problem *problem)
{
	char *directory = realpath(path, NULL);
	const char *name;
	int error = 0;

	if (!directory)
		return problem_set(problem, -errno, "cannot find %s: %s", path,
				   strerror(errno));
	name = split(directory);
	if (name)
		error = replace_link(name, directory);
	if (error == -EEXIST) {
		problem_set(problem, error, "%s/latest is no link, and was left alone",
			    directory);
		problem_remedy(problem, "rename it, so that the newest results can have "
					"that name");
	} else if (error) {
		problem_set(problem, error, "cannot make the link %s/latest: %s", directory,
			    strerror(-error));
	}
	free(directory);
	return error;
}
