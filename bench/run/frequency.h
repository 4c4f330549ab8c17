/* SPDX-License-Identifier: MIT */
/*
 * frequency.h - whether the contestants' processor changed its pace while a duet was played.
 *
 * From the files of cpufreq and of the thermal driver, where there are any: a virtual machine
 * mostly shows none. Read between rounds, never while a slice is measured.
 */
#ifndef BENCH_RUN_FREQUENCY_H
#define BENCH_RUN_FREQUENCY_H

#include <sched.h>
#include <stddef.h>
#include <stdint.h>

#define FREQUENCY_SYS "/sys"
#define FREQUENCY_GOVERNOR 32 /* bytes that a governor's name may need */

struct frequency {
	const char *sys; /* the root of sysfs */
	cpu_set_t cores; /* the contestants' */
	int core; /* the only one of them, which is sampled; -1: they are not pinned */
	int64_t least_khz, most_khz; /* of the samples; 0: none */
	int64_t throttled;	     /* what the cores had counted at the start */
};

/*
 * The governor of the contestants' core (-1: of the first allowed one). `name` is "" where there is
 * none, or none is visible.
 */
void frequency_governor(const char *sys, const cpu_set_t *allowed, int core, char *name,
			size_t size);

/* Begin to watch one core, or all allowed ones (core = -1). */
void frequency_watch(struct frequency *frequency, const char *sys, const cpu_set_t *allowed,
		     int core);

/* Take a sample of the core's frequency, if it is pinned and tells. */
void frequency_sample(struct frequency *frequency);

/* By which share of the highest frequency the samples differ; 0: not, or nothing is known. */
double frequency_spread(const struct frequency *frequency);

/* How often the cores were throttled since then, being too hot. */
int64_t frequency_throttles(const struct frequency *frequency);

#endif
