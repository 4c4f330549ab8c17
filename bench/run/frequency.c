/* SPDX-License-Identifier: MIT */
/* frequency.c - reads cpufreq and thermal_throttle below /sys/devices/system/cpu. */
#include "bench/run/frequency.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/cores.h"

/* The first line of a core's file; "" when there is none. */
static void read_line(const char *sys, int core, const char *file, char *line, size_t size)
{
	char path[512];
	FILE *stream;

	line[0] = 0;
	snprintf(path, sizeof(path), "%s/devices/system/cpu/cpu%d/%s", sys, core, file);
	stream = fopen(path, "re");
	if (!stream)
		return;
	if (!fgets(line, (int)size, stream))
		line[0] = 0;
	line[strcspn(line, "\n")] = 0;
	fclose(stream);
}

/* 0 when there is none, or it is no number. */
static int64_t read_number(const char *sys, int core, const char *file)
{
	char line[32];
	int64_t number;

	read_line(sys, core, file, line, sizeof(line));
	number = strtoll(line, NULL, 10);
	return number > 0 ? number : 0;
}

void frequency_governor(const char *sys, const cpu_set_t *allowed, int core, char *name,
			size_t size)
{
	for (int i = 0; core < 0 && i < CPU_SETSIZE; i++)
		if (CPU_ISSET(i, allowed))
			core = i;
	read_line(sys, core < 0 ? 0 : core, "cpufreq/scaling_governor", name, size);
}

static int64_t throttles(const struct frequency *frequency)
{
	int64_t sum = 0;

	for (int i = 0; i < CPU_SETSIZE; i++)
		if (CPU_ISSET(i, &frequency->cores))
			sum += read_number(frequency->sys, i,
					   "thermal_throttle/core_throttle_count");
	return sum;
}

void frequency_watch(struct frequency *frequency, const char *sys, const cpu_set_t *allowed,
		     int core)
{
	*frequency = (struct frequency){
		.sys = sys, .cores = cores_set(allowed, core), .core = core};
	frequency->throttled = throttles(frequency);
}

void frequency_sample(struct frequency *frequency)
{
	int64_t khz;

	/* Which cores had work when nothing is pinned, we cannot know: idle ones are slow. */
	if (frequency->core < 0)
		return;
	khz = read_number(frequency->sys, frequency->core, "cpufreq/scaling_cur_freq");
	if (!khz)
		return;
	if (!frequency->least_khz || khz < frequency->least_khz)
		frequency->least_khz = khz;
	if (khz > frequency->most_khz)
		frequency->most_khz = khz;
}

double frequency_spread(const struct frequency *frequency)
{
	if (!frequency->most_khz)
		return 0;
	return (double)(frequency->most_khz - frequency->least_khz) /
	       (double)frequency->most_khz;
}

int64_t frequency_throttles(const struct frequency *frequency)
{
	int64_t count = throttles(frequency) - frequency->throttled;

	return count > 0 ? count : 0;
}
