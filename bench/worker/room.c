/* SPDX-License-Identifier: MIT */
/*
 * room.c - the machine's limits on threads, mappings, open files and memory.
 *
 * Amounts change while one looks: what is kept back is for that, and for the rest of the machine.
 */
#include "bench/worker/room.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench/worker/cgroup.h"

#define SPARE_THREADS 256
#define SPARE_MAPS 512
#define SPARE_DESCRIPTORS 32

static void lower(struct room_of *room, int64_t left, const char *limit)
{
	if (left >= room->left)
		return;
	room->left = left > 0 ? left : 0;
	room->limit = limit;
}

static int64_t soft_limit(__rlimit_resource_t resource)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) || limit.rlim_cur == RLIM_INFINITY ||
	    limit.rlim_cur > INT64_MAX)
		return INT64_MAX;
	return (int64_t)limit.rlim_cur;
}

/* Threads of the whole machine: /proc/loadavg says "0.20 0.18 0.12 running/all last". */
static int64_t threads_now(void)
{
	FILE *file = fopen("/proc/loadavg", "re");
	int64_t all = 0;

	if (file && fscanf(file, "%*s %*s %*s %*d/%" SCNd64, &all) != 1)
		all = 0;
	if (file)
		fclose(file);
	return all;
}

static int64_t lines_of(const char *path)
{
	FILE *file = fopen(path, "re");
	int64_t lines = 0;
	int c;

	while (file && (c = getc(file)) != EOF)
		lines += c == '\n';
	if (file)
		fclose(file);
	return lines;
}

static int64_t available_bytes(void)
{
	FILE *file = fopen("/proc/meminfo", "re");
	char line[128];
	int64_t kib = INT64_MAX / 1024;

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "MemAvailable: %" SCNd64, &kib) == 1)
			break;
	if (file)
		fclose(file);
	return kib * 1024;
}

static void look_at_threads(struct room_of *threads)
{
	int64_t now = threads_now() + SPARE_THREADS;

	lower(threads, file_integer("/proc/sys/kernel/threads-max", INT64_MAX) - now,
	      "kernel.threads-max");
	lower(threads, file_integer("/proc/sys/kernel/pid_max", INT64_MAX) - now,
	      "kernel.pid_max");
	lower(threads, cgroup_tasks_left() - SPARE_THREADS,
	      "pids.max of the control group");
	if (geteuid() != 0) /* root is exempt: fork(2) */
		lower(threads, soft_limit(RLIMIT_NPROC) - now, "ulimit -u");
}

/* A quarter of the memory is left to others. */
static void look_at_bytes(struct room_of *bytes)
{
	lower(bytes, available_bytes() / 4 * 3, "the memory that is available");
	lower(bytes, cgroup_bytes_left() / 4 * 3, "memory.max of the control group");
	lower(bytes, soft_limit(RLIMIT_AS) / 4 * 3, "ulimit -v");
}

void room_look(struct room *room)
{
	const struct room_of boundless = {.left = INT64_MAX, .limit = ""};

	*room = (struct room){boundless, boundless, boundless, boundless};
	look_at_threads(&room->threads);
	look_at_bytes(&room->bytes);
	lower(&room->maps,
	      file_integer("/proc/sys/vm/max_map_count", INT64_MAX) -
		      lines_of("/proc/self/maps") - SPARE_MAPS,
	      "vm.max_map_count");
	lower(&room->descriptors, soft_limit(RLIMIT_NOFILE) - SPARE_DESCRIPTORS,
	      "ulimit -n");
}

void room_raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}
