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

void measure_start(struct measure *measure)
{
	getrusage(RUSAGE_SELF, &measure->usage);
	measure->conductor_ns = conductor_start(&measure->conductor);
	measure->cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
	measure->wall_ns = clock_ns(CLOCK_MONOTONIC);
}

void measure_end(const struct measure *measure, struct slice *slice)
{
	const struct rusage *before = &measure->usage;
	struct rusage after;

	slice->wall_ns = clock_ns(CLOCK_MONOTONIC) - measure->wall_ns;
	slice->cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - measure->cpu_ns;
	slice->harness_ns = measure->conductor_ns < 0
				    ? -1
				    : clock_ns(measure->conductor) - measure->conductor_ns;
	getrusage(RUSAGE_SELF, &after);
	slice->voluntary = after.ru_nvcsw - before->ru_nvcsw;
	slice->involuntary = after.ru_nivcsw - before->ru_nivcsw;
	slice->minor_faults = after.ru_minflt - before->ru_minflt;
	slice->major_faults = after.ru_majflt - before->ru_majflt;
}
