/* SPDX-License-Identifier: MIT */
/* neighbours.c - reads the processors' times from /proc/stat. */
#include "bench/run/neighbours.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "bench/run/clock.h"
#include "bench/run/cores.h"

/* A line counts user, nice, system, idle, iowait, irq, softirq and steal of one core: add it. */
static void add_line(const char *line, const cpu_set_t *cores, int64_t tick_ns,
		     int64_t *busy_ns, int64_t *stolen_ns)
{
	int64_t user, nice, system, irq, softirq, steal;
	int core;

	if (sscanf(line,
		   "cpu%d %" SCNd64 " %" SCNd64 " %" SCNd64 " %*d %*d %" SCNd64 " %" SCNd64
		   " %" SCNd64,
		   &core, &user, &nice, &system, &irq, &softirq, &steal) != 7)
		return;
	if (core < 0 || core >= CPU_SETSIZE || !CPU_ISSET(core, cores))
		return;
	*busy_ns += (user + nice + system + irq + softirq) * tick_ns;
	*stolen_ns += steal * tick_ns;
}

/* Both -1 when there is nothing to read. */
static void read_times(const cpu_set_t *cores, int64_t *busy_ns, int64_t *stolen_ns)
{
	int64_t tick_ns = SECOND_NS / sysconf(_SC_CLK_TCK);
	FILE *file = fopen("/proc/stat", "re");
	char line[512];

	*busy_ns = *stolen_ns = file ? 0 : -1;
	if (!file)
		return;
	while (fgets(line, sizeof(line), file))
		add_line(line, cores, tick_ns, busy_ns, stolen_ns);
	fclose(file);
}

void neighbours_watch(struct neighbours *neighbours, const cpu_set_t *allowed, int core)
{
	neighbours->cores = cores_set(allowed, core);
	neighbours->began_ns = clock_now_ns();
	read_times(&neighbours->cores, &neighbours->busy_ns, &neighbours->stolen_ns);
}

static double share(int64_t part, int64_t whole)
{
	double share = (double)part / (double)whole;

	return share < 0 ? 0 : share > 1 ? 1 : share;
}

struct neighbour_shares neighbour_shares(int64_t elapsed_ns, int64_t busy_ns,
					 int64_t stolen_ns, int64_t ours_ns)
{
	if (elapsed_ns <= 0)
		return (struct neighbour_shares){-1, -1};
	return (struct neighbour_shares){share(busy_ns - ours_ns, elapsed_ns),
					 share(stolen_ns, elapsed_ns)};
}

struct neighbour_shares neighbours_since(const struct neighbours *neighbours,
					 int64_t ours_ns)
{
	int64_t elapsed_ns = clock_now_ns() - neighbours->began_ns;
	int64_t busy_ns, stolen_ns;

	read_times(&neighbours->cores, &busy_ns, &stolen_ns);
	/* Below this the kernel's ticks are too coarse to accuse anybody. */
	if (elapsed_ns < SECOND_NS / 2 || busy_ns < 0 || neighbours->busy_ns < 0)
		return (struct neighbour_shares){-1, -1};
	return neighbour_shares(elapsed_ns * CPU_COUNT(&neighbours->cores),
				busy_ns - neighbours->busy_ns,
				stolen_ns - neighbours->stolen_ns, ours_ns);
}
