/* SPDX-License-Identifier: MIT */
/* profile.c - the profiles, as data. See profile.h. */
#include "bench/cmd/profile.h"

#include <stddef.h>
#include <string.h>

#include "bench/cmd/command.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SECONDS(n) ((int64_t)(n)*1000000000)

static const struct profile_duet quick[] = {
	{"switch", NULL, NULL}, {"spawn", NULL, NULL}, {"echo", NULL, NULL},
	{"matmul", NULL, NULL}, {NULL, NULL, NULL},
};

/*
 * Echo comes last, its slowest size at the end: a duet has 5 rounds even where they take longer than
 * its share of the time, and what is saved before goes to those after.
 */
static const struct profile_duet usual[] = {
	{"switch", NULL, "raw,boost"},
	{"yield", NULL, NULL},
	{"spawn", NULL, NULL},
	{"sleepers", NULL, NULL},
	{"memory", "tasks=10000", NULL},
	{"nothing", NULL, NULL},
	{"matmul", NULL, NULL},
	{"echo", "connections=1", "raw"},
	{"echo", NULL, "raw"},
	{"echo", "connections=1000", NULL},
	{NULL, NULL, NULL},
};

static const struct profile_duet full[] = {
	{"switch", NULL, "raw,boost"},
	{"switch", "tasks=1000", NULL},
	{"yield", NULL, NULL},
	{"yield", "tasks=1000", NULL},
	{"spawn", NULL, NULL},
	{"spawn", "batch=100", NULL},
	{"sleepers", NULL, NULL},
	{"sleepers", "tasks=1000", NULL},
	{"memory", NULL, NULL},
	{"nothing", NULL, NULL},
	{"matmul", NULL, NULL},
	{"echo", "connections=1", "raw"},
	{"echo", "connections=8", "raw"},
	{"echo", NULL, "raw"},
	{"echo", "connections=1000", "raw"},
	{"echo", "connections=4000", "raw"},
	{NULL, NULL, NULL},
};

static const struct profile profiles[] = {
	{"default", "every workload, about 2 minutes", SECONDS(15), 60, usual},
	{"full", "every workload at several sizes, about 15 minutes", SECONDS(60), 200,
	 full},
	{"quick", "four workloads, about 20 seconds", SECONDS(5), 30, quick},
};

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
		if (!row->setting && strcmp(row->workload, workload) == 0)
			return row->peers;
	return NULL;
}
