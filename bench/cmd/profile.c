/* SPDX-License-Identifier: MIT */
/* profile.c - the profiles, as data. See profile.h. */
#include "bench/cmd/profile.h"

#include <stddef.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/report/format.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SECONDS(n) ((int64_t)(n)*1000000000)

static const struct profile_duet quick[] = {
	{"switch", NULL, NULL, CORES_BY_WORKLOAD, 3, NULL},
	{"spawn", NULL, NULL, CORES_BY_WORKLOAD, 3, NULL},
	{"echo", NULL, NULL, CORES_BY_WORKLOAD, 3, NULL},
	{"matmul", NULL, NULL, CORES_BY_WORKLOAD, 3, NULL},
	{0},
};

#define STEADY "rate=20000" /* an equal rate, that all contestants sustain */
/* Of what each sustains; with enough to compute that the load generator sustains more. */
#define OVERLOAD "work=20,percent=120,patience=2"

/*
 * Echo comes last, its slowest size at the end: what is saved before goes to those after. Where 5
 * rounds do not fit into a duet's share of the time, its rounds are made shorter. Rows that ask
 * the same on one core and on all stand beside each other.
 */
static const struct profile_duet usual[] = {
	{"switch", NULL, "raw,boost", CORES_ONE, 2, NULL},
	{"switch", NULL, "libuv", CORES_ALL, 2, NULL},
	{"yield", NULL, NULL, CORES_ONE, 1, NULL},
	{"spawn", NULL, NULL, CORES_ONE, 2, NULL},
	{"spawn", NULL, NULL, CORES_ALL, 1, NULL},
	{"sleepers", NULL, "libuv", CORES_ONE, 2, NULL},
	{"memory", "tasks=10000", NULL, CORES_ONE, 2, NULL},
	{"nothing", NULL, NULL, CORES_ONE, 1, NULL},
	{"encode", NULL, "libuv,raw", CORES_ALL, 1, NULL},
	{"matmul", NULL, "libuv,raw", CORES_ONE, 1, NULL},
	{"matmul", "tasks=1", "libuv,raw", CORES_ALL, 1, NULL},
	{"matmul", NULL, "libuv,raw", CORES_ALL, 2, NULL},
	{"matmul", "tasks=4", "libuv,raw", CORES_ALL, 1, NULL},
	{"echo", STEADY, "libuv,raw", CORES_ONE, 3, NULL},
	{"echo", OVERLOAD, "libuv,raw", CORES_ONE, 3, NULL},
	{"echo", NULL, "libuv,raw", CORES_ALL, 2, NULL},
	{"echo", "work=20", "libuv,raw", CORES_ALL, 3, "wall"},
	{"echo", "connections=1", "libuv,raw", CORES_ONE, 2, NULL},
	{"echo", "connections=2", "libuv,raw", CORES_ONE, 1, NULL},
	{"echo", "connections=8", "libuv,raw", CORES_ONE, 2, NULL},
	{"echo", NULL, "libuv,raw", CORES_ONE, 3, NULL},
	{"echo", "connections=1000", "libuv", CORES_ONE, 4, NULL},
	{0},
};

static const struct profile_duet full[] = {
	{"switch", NULL, "raw,boost", CORES_ONE, 3, NULL},
	{"switch", NULL, "libuv", CORES_ALL, 3, NULL},
	{"switch", "tasks=1000", NULL, CORES_ONE, 3, NULL},
	{"yield", NULL, NULL, CORES_ONE, 2, NULL},
	{"yield", "tasks=1000", NULL, CORES_ONE, 2, NULL},
	{"spawn", NULL, NULL, CORES_ONE, 3, NULL},
	{"spawn", NULL, NULL, CORES_ALL, 3, NULL},
	{"spawn", "batch=100", NULL, CORES_ONE, 3, NULL},
	{"sleepers", NULL, "libuv", CORES_ONE, 3, NULL},
	{"sleepers", "tasks=1000", "libuv", CORES_ONE, 3, NULL},
	{"memory", NULL, "libuv,raw", CORES_ONE, 4, NULL},
	{"nothing", NULL, NULL, CORES_ONE, 1, NULL},
	{"encode", "tasks=1", "libuv,raw", CORES_ALL, 2, NULL},
	{"encode", NULL, "libuv,raw", CORES_ALL, 2, NULL},
	{"encode", "tasks=4", "libuv,raw", CORES_ALL, 2, NULL},
	{"matmul", NULL, "libuv,raw", CORES_ONE, 2, NULL},
	{"matmul", "tasks=1", "libuv,raw", CORES_ALL, 2, NULL},
	{"matmul", NULL, "libuv,raw", CORES_ALL, 2, NULL},
	{"matmul", "tasks=4", "libuv,raw", CORES_ALL, 2, NULL},
	{"matmul", "tasks=8", "libuv,raw", CORES_ALL, 2, NULL},
	{"echo", STEADY, "libuv,raw", CORES_ONE, 4, NULL},
	{"echo", STEADY ",poisson=1", "libuv,raw", CORES_ONE, 4, NULL},
	{"echo", "connections=1000," STEADY, "libuv,raw", CORES_ONE, 4, NULL},
	{"echo", OVERLOAD, "libuv,raw", CORES_ONE, 4, NULL},
	{"echo", "work=20,percent=120", "libuv,raw", CORES_ONE, 4, NULL},
	{"echo", NULL, "libuv,raw", CORES_ALL, 4, NULL},
	{"echo", "work=20", "libuv,raw", CORES_ALL, 4, "wall"},
	{"echo", "connections=1", "libuv,raw", CORES_ONE, 3, NULL},
	{"echo", "connections=2", "libuv,raw", CORES_ONE, 3, NULL},
	{"echo", "connections=8", "libuv,raw", CORES_ONE, 3, NULL},
	{"echo", NULL, "libuv,raw", CORES_ONE, 4, NULL},
	{"echo", "connections=256", "libuv,raw", CORES_ONE, 4, NULL},
	{"echo", "connections=1000", "libuv,raw", CORES_ONE, 5, NULL},
	{"echo", "connections=4000", "libuv,raw", CORES_ONE, 6, NULL},
	{"echo", "connections=8000", "libuv,raw", CORES_ONE, 8, NULL},
	{0},
};

static const struct profile profiles[] = {
	{"quick", "four workloads", SECONDS(5) / NAMED_WEIGHT, 30, quick},
	{"default", "every workload", SECONDS(36) / 10, 60, usual},
	{"full", "every workload at several sizes", SECONDS(85) / 10, 200, full},
};

/* How long a run of the whole profile takes, as roughly as it is known. */
static struct text length(const struct profile *profile)
{
	int64_t seconds = 0, grain;

	for (const struct profile_duet *row = profile->duets; row->workload; row++)
		seconds += row->weight * profile->unit_ns;
	seconds = (seconds + SECONDS(1) / 2) / SECONDS(1);
	grain = seconds < 60 ? 1 : seconds < 600 ? 10 : 60;
	seconds = (seconds + grain / 2) / grain * grain;
	return format_duration((double)seconds);
}

void profile_write_all(FILE *file)
{
	for (size_t i = 0; i < COUNT(profiles); i++)
		fprintf(file, "%s%s (%s, about %s%s)",
			i == 0			  ? ""
			: i + 1 < COUNT(profiles) ? ", "
						  : " or ",
			profiles[i].name, profiles[i].summary, length(&profiles[i]).text,
			strcmp(profiles[i].name, PROFILE_USUAL) == 0
				? "; played without this option"
				: "");
}

const struct profile *profile_find(const char *name)
{
	const char *names[COUNT(profiles)];

	for (size_t i = 0; i < COUNT(profiles); i++) {
		if (strcmp(profiles[i].name, name) == 0)
			return &profiles[i];
		names[i] = profiles[i].name;
	}
	complain_unknown("profile", name, names, COUNT(profiles), "see: duet run --help");
	return NULL;
}

const char *profile_peers(const char *workload)
{
	for (const struct profile_duet *row = usual; row->workload; row++)
		if (!row->settings && strcmp(row->workload, workload) == 0)
			return row->peers;
	return NULL;
}
