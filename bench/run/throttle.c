/* SPDX-License-Identifier: MIT */
/*
 * throttle.c - reads cpu.stat of the process's control groups.
 *
 * In a container the path that the kernel tells may not exist below the mount point: going up to
 * the root finds the container's own group.
 */
#include "bench/run/throttle.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PATH 1024

static int64_t throttled_in(const char *folder)
{
	char path[PATH + 16], line[128];
	int64_t periods = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/cpu.stat", folder);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "nr_throttled %" SCNd64, &periods) == 1)
			break;
	if (file)
		fclose(file);
	return periods;
}

/* The group's and those of all above it, up to the mount point. */
static int64_t throttled_up(const char *root, const char *mount, const char *group)
{
	size_t top = strlen(root) + strlen(mount);
	const char *below = strcmp(group, "/") ? group : "";
	char folder[PATH];
	int64_t sum = 0;

	if (top + strlen(below) >= sizeof(folder))
		return 0;
	snprintf(folder, sizeof(folder), "%s%s%s", root, mount, below);
	for (;;) {
		sum += throttled_in(folder);
		if (strlen(folder) <= top)
			return sum;
		*strrchr(folder, '/') = '\0';
	}
}

/* Whether a list of words, with commas between, holds "cpu". */
static bool holds_cpu(const char *words)
{
	size_t length;

	for (;; words += length + 1) {
		length = strcspn(words, ",");
		if (length == 3 && !strncmp(words, "cpu", 3))
			return true;
		if (!words[length])
			return false;
	}
}

/* "0::/group" is version 2; "4:cpu,cpuacct:/group" version 1, where the names hold "cpu". */
static int64_t throttled_by(const char *root, char *line)
{
	char *names = strchr(line, ':');
	char *group = names ? strchr(++names, ':') : NULL;
	char mount[64];

	if (!group)
		return 0;
	*group++ = '\0';
	group[strcspn(group, "\n")] = '\0';
	if (!*names)
		return throttled_up(root, "/sys/fs/cgroup", group);
	if (!holds_cpu(names))
		return 0;
	snprintf(mount, sizeof(mount), "/sys/fs/cgroup/%.40s", names);
	return throttled_up(root, mount, group);
}

int64_t throttle_count(const char *root)
{
	char path[PATH], line[PATH];
	int64_t sum = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/proc/self/cgroup", root);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		sum += throttled_by(root, line);
	if (file)
		fclose(file);
	return sum;
}
