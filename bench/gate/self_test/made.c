/* SPDX-License-Identifier: MIT */
/* made.c - looks for what is not there yet, and takes it away. See made.h. */
#include "bench/gate/self_test/made.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct made made_before(const char *path)
{
	struct made made = {.file = access(path, F_OK) != 0};
	const char *slash = *path ? strchr(path + 1, '/') : NULL;
	char folder[PATH_MAX];

	for (; slash && !made.folder; slash = strchr(slash + 1, '/')) {
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
		if (access(folder, F_OK))
			made.folder = (size_t)(slash - path);
	}
	return made;
}

void made_undo(const struct made *made, const char *path)
{
	struct stat status;
	char folder[PATH_MAX], *slash;

	if (made->file && !stat(path, &status) && status.st_size == 0)
		unlink(path);
	snprintf(folder, sizeof(folder), "%s", path);
	while (made->folder && (slash = strrchr(folder, '/')) &&
	       (size_t)(slash - folder) >= made->folder) {
		*slash = 0;
		if (rmdir(folder))
			break; /* there is something in it */
	}
}
