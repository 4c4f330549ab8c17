/* SPDX-License-Identifier: MIT */
/*
 * cgroup.c - what is left below the limits of control groups, version 2 and 1 (cgroups(7)).
 *
 * Assumes the usual mount points below /sys/fs/cgroup. In a container the path that the kernel
 * tells may not exist there: going up to the root finds the container's own group.
 */
#include "bench/worker/cgroup.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_LONGEST 512 /* of a group; these functions may run on a small stack */

/* One controller, as the two versions spell it. */
struct controller {
	const char *name; /* in /proc/self/cgroup of version 1 */
	const char *max_2, *current_2;
	const char *max_1, *current_1;
};

static const struct controller pids = {
	"pids", "pids.max", "pids.current", "pids.max", "pids.current",
};

static const struct controller memory = {
	"memory",
	"memory.max",
	"memory.current",
	"memory.limit_in_bytes",
	"memory.usage_in_bytes",
};

int64_t file_integer(const char *path, int64_t otherwise)
{
	FILE *file = fopen(path, "re");
	int64_t value;

	if (!file)
		return otherwise;
	if (fscanf(file, "%" SCNd64, &value) != 1)
		value = otherwise; /* "max" */
	fclose(file);
	return value;
}

/* What one folder leaves. */
static int64_t left_in(const char *folder, const char *max_name, const char *current_name)
{
	char path[PATH_LONGEST + 64];
	int64_t max, current;

	snprintf(path, sizeof(path), "%s/%s", folder, max_name);
	max = file_integer(path, INT64_MAX);
	if (max == INT64_MAX)
		return max;
	snprintf(path, sizeof(path), "%s/%s", folder, current_name);
	current = file_integer(path, 0);
	return max > current ? max - current : 0;
}

/* The least that a folder below `mount` and those above it leave. */
static int64_t left_below(const char *mount, const char *group, const char *max_name,
			  const char *current_name)
{
	char folder[PATH_LONGEST];
	size_t root = strlen(mount);
	int64_t least = INT64_MAX, left;

	snprintf(folder, sizeof(folder), "%s%s", mount, group);
	for (;;) {
		left = left_in(folder, max_name, current_name);
		if (left < least)
			least = left;
		if (strlen(folder) <= root)
			return least;
		*strrchr(folder, '/') = '\0';
	}
}

/* Whether a line "7:cpu,memory:/group" is of the controller. */
static bool lists(const char *controllers, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = controllers; (p = strstr(p, name)); p += n)
		if ((p == controllers || p[-1] == ',') && (p[n] == ',' || !p[n]))
			return true;
	return false;
}

/* What the group of one line of /proc/self/cgroup leaves. */
static int64_t left_by_line(char *line, const struct controller *controller)
{
	char mount[64];
	char *controllers = strchr(line, ':');
	char *group = controllers ? strchr(++controllers, ':') : NULL;

	if (!group)
		return INT64_MAX;
	*group++ = '\0';
	group[strcspn(group, "\n")] = '\0';
	if (!*controllers)
		return left_below("/sys/fs/cgroup", group, controller->max_2,
				  controller->current_2);
	if (!lists(controllers, controller->name))
		return INT64_MAX;
	snprintf(mount, sizeof(mount), "/sys/fs/cgroup/%s", controller->name);
	return left_below(mount, group, controller->max_1, controller->current_1);
}

static int64_t left_by(const struct controller *controller)
{
	FILE *file = fopen("/proc/self/cgroup", "re");
	char line[PATH_LONGEST];
	int64_t least = INT64_MAX, left;

	while (file && fgets(line, sizeof(line), file)) {
		left = left_by_line(line, controller);
		if (left < least)
			least = left;
	}
	if (file)
		fclose(file);
	return least;
}

int64_t cgroup_tasks_left(void)
{
	return left_by(&pids);
}

int64_t cgroup_bytes_left(void)
{
	return left_by(&memory);
}
