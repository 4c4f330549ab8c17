/* SPDX-License-Identifier: MIT */
/* measure.c - clocks and resource usage around a slice. */
#include "bench/worker/measure.h"

#include <stdlib.h>
#include <time.h>

static int64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Find the clock of the process that the environment names, and read it. */
static int64_t conductor_start(clockid_t *clock)
{
	const char *text = getenv("DUET_CONDUCTOR");
	long pid = text ? strtol(text, NULL, 10) : 0;

	if (pid <= 0 || clock_getcpuclockid((pid_t)pid, clock))
		return -1;
	return clock_ns(*clock);
}

#define GREW(what)                                                                         \
	(after.own.ru_##what - before->own.ru_##what + after.children.ru_##what -          \
	 before->children.ru_##what)

/* Who plays by starting processes (bench/command) has awaited them: what they used is its own. */
static void read_usage(struct measure_usage *usage)
{
	getrusage(RUSAGE_SELF, &usage->own);
	getrusage(RUSAGE_CHILDREN, &usage->children);
}

static int64_t cpu_ns(const struct rusage *usage)
{
	return 1000 *
	       ((int64_t)1000000 * (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
		usage->ru_utime.tv_usec + usage->ru_stime.tv_usec);
}

void measure_start(struct measure *measure)
{
	read_usage(&measure->usage);
	measure->conductor_ns = conductor_start(&measure->conductor);
	measure->cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
	measure->wall_ns = clock_ns(CLOCK_MONOTONIC);
}

void measure_end(const struct measure *measure, struct slice *slice)
{
	const struct measure_usage *before = &measure->usage;
	struct measure_usage after;

	slice->wall_ns = clock_ns(CLOCK_MONOTONIC) - measure->wall_ns;
	slice->cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - measure->cpu_ns;
	slice->harness_ns = measure->conductor_ns < 0
				    ? -1
				    : clock_ns(measure->conductor) - measure->conductor_ns;
	read_usage(&after);
	slice->cpu_ns += cpu_ns(&after.children) - cpu_ns(&before->children);
	slice->voluntary = GREW(nvcsw);
	slice->involuntary = GREW(nivcsw);
	slice->minor_faults = GREW(minflt);
	slice->major_faults = GREW(majflt);
}
