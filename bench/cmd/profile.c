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
 * Echo comes last, its slowest size at the end: what is saved before goes to those after. Where 5
 * rounds do not fit into a duet's share of the time, its rounds are made shorter.
 */
static const struct profile_duet usual[] = {
	{"switch", NULL, "raw,boost"},
	{"yield", NULL, NULL},
	{"spawn", NULL, NULL},
	{"sleepers", NULL, "libuv"},
	{"memory", "tasks=10000", NULL},
	{"nothing", NULL, NULL},
	{"encode", NULL, "libuv,raw"},
	{"matmul", NULL, "libuv,raw"},
	{"echo", "connections=1", "libuv,raw"},
	{"echo", NULL, "libuv,raw"},
	{"echo", "connections=1000", "libuv"},
	{NULL, NULL, NULL},
};

static const struct profile_duet full[] = {
	{"switch", NULL, "raw,boost"},
	{"switch", "tasks=1000", NULL},
	{"yield", NULL, NULL},
	{"yield", "tasks=1000", NULL},
	{"spawn", NULL, NULL},
	{"spawn", "batch=100", NULL},
	{"sleepers", NULL, "libuv"},
	{"sleepers", "tasks=1000", "libuv"},
	{"memory", NULL, NULL},
	{"nothing", NULL, NULL},
	{"encode", NULL, "libuv,raw"},
	{"matmul", NULL, "libuv,raw"},
	{"echo", "connections=1", "libuv,raw"},
	{"echo", "connections=8", "libuv,raw"},
	{"echo", NULL, "libuv,raw"},
	{"echo", "connections=1000", "libuv,raw"},
	{"echo", "connections=4000", "libuv,raw"},
	{NULL, NULL, NULL},
};

static const struct profile profiles[] = {
	{"default", "every workload, about 2 minutes", SECONDS(13), 60, usual},
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

/* Peers that play a workload with one value of a parameter only. */
static const struct {
	const char *peer, *workload, *parameter, *value;
} narrow[] = {
	{"boost", "switch", "tasks", "2"},
	{"raw", "switch", "tasks", "2"},
};

bool profile_peer_plays(const char *peer, const char *workload, const char *parameter,
			const char *value)
{
	for (size_t i = 0; i < COUNT(narrow); i++)
		if (strcmp(narrow[i].peer, peer) == 0 &&
		    strcmp(narrow[i].workload, workload) == 0 &&
		    strcmp(narrow[i].parameter, parameter) == 0 && value &&
		    strcmp(narrow[i].value, value) != 0)
			return false;
	return true;
}
