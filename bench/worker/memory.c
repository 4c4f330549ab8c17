/* SPDX-License-Identifier: MIT */
/* memory.c - resident memory, page tables and the kernel's share, from /proc. */
#include "bench/worker/memory.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct source {
	const char *path, *name; /* a line "NAME:   123 kB" of the file */
	size_t offset;		 /* in struct level */
} sources[] = {
	{"/proc/self/smaps_rollup", "Rss:", offsetof(struct level, resident)},
	{"/proc/self/status", "VmPTE:", offsetof(struct level, page_tables)},
	{"/proc/meminfo", "KernelStack:", offsetof(struct level, kernel_stacks)},
	{"/proc/meminfo", "Slab:", offsetof(struct level, slab)},
};

static int read_kib(const struct source *source, int64_t *bytes)
{
	FILE *file = fopen(source->path, "re");
	size_t length = strlen(source->name);
	int error = -ENODATA;
	char line[256];
	int64_t kib;

	if (!file)
		return -errno;
	while (error && fgets(line, sizeof(line), file)) {
		if (strncmp(line, source->name, length) != 0 ||
		    sscanf(line + length, "%" SCNd64, &kib) != 1)
			continue;
		*bytes = kib * 1024;
		error = 0;
	}
	fclose(file);
	return error;
}

int memory_read(struct level *level)
{
	int error = 0;

	level->operations = 0;
	for (size_t i = 0; i < COUNT(sources) && !error; i++)
		error = read_kib(&sources[i],
				 (int64_t *)((char *)level + sources[i].offset));
	return error;
}

void memory_avoid_huge_pages(void)
{
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
}
