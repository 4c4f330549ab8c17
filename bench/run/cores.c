/* SPDX-License-Identifier: MIT */
/* cores.c - chooses processors among those that this process may use. */
#include "bench/run/cores.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int last_core(const cpu_set_t *allowed)
{
	for (int core = CPU_SETSIZE - 1; core >= 0; core--)
		if (CPU_ISSET(core, allowed))
			return core;
	return -1;
}

static int first_core_but(const cpu_set_t *allowed, int taken)
{
	for (int core = 0; core < CPU_SETSIZE; core++)
		if (core != taken && CPU_ISSET(core, allowed))
			return core;
	return taken;
}

int cores_choose(const cpu_set_t *allowed, int wanted, bool pinned, struct cores *cores)
{
	*cores = (struct cores){.contestants = -1, .others = -1};
	if (wanted >= CPU_SETSIZE || (wanted >= 0 && !CPU_ISSET(wanted, allowed)))
		return -EINVAL;
	cores->shared = CPU_COUNT(allowed) < 2;
	if (!pinned)
		return 0;
	cores->contestants = wanted >= 0 ? wanted : last_core(allowed);
	cores->others = first_core_but(allowed, cores->contestants);
	return 0;
}

cpu_set_t cores_set(const cpu_set_t *allowed, int core)
{
	cpu_set_t one;

	if (core < 0)
		return *allowed;
	CPU_ZERO(&one);
	CPU_SET(core, &one);
	return one;
}

void cores_move_to(const cpu_set_t *allowed, int core)
{
	cpu_set_t cores = cores_set(allowed, core);

	sched_setaffinity(0, sizeof(cores), &cores);
}

static int thread_elsewhere(pid_t thread, int core)
{
	cpu_set_t now;

	return sched_getaffinity(thread, sizeof(now), &now) ? core
							    : first_core_but(&now, core);
}

int cores_elsewhere(pid_t process, int core)
{
	const struct dirent *entry;
	int elsewhere = core;
	char path[32];
	DIR *threads;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)process);
	threads = opendir(path);
	if (!threads)
		return thread_elsewhere(process, core);
	while (elsewhere == core && (entry = readdir(threads)))
		if (entry->d_name[0] != '.')
			elsewhere = thread_elsewhere((pid_t)strtol(entry->d_name, NULL, 10),
						     core);
	closedir(threads);
	return elsewhere;
}
