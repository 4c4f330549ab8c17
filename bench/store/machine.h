/* SPDX-License-Identifier: MIT */
/* machine.h - what a result depends on besides the code: machine.json. Never the host's name. */
#ifndef BENCH_STORE_MACHINE_H
#define BENCH_STORE_MACHINE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/store/problem.h"

#define MACHINE_TEXT 128
#define MACHINE_VULNERABILITIES 32

struct vulnerability {
	char name[48];		  /* as under /sys/devices/system/cpu/vulnerabilities */
	char state[MACHINE_TEXT]; /* "Mitigation: ..." */
};

/* Text that could not be found is "", numbers -1, except where said. */
struct machine {
	char cpu[MACHINE_TEXT];		     /* the model */
	int64_t cores_online, cores_allowed; /* of the machine; of this process */
	char cores_list[MACHINE_TEXT];	     /* the allowed ones: "0-3,6" */
	char kernel[MACHINE_TEXT];	     /* "Linux 6.1.0-13-amd64 x86_64" */
	char governor[MACHINE_TEXT];	     /* of frequency; "none" without one */
	char boost[8]; /* of frequency: "on", "off"; "": it cannot be seen */
	/* A hint: "none", "hypervisor: KVM", "container". */
	char virtualisation[MACHINE_TEXT];
	char clocksource[MACHINE_TEXT];
	double clock_ns;     /* what reading CLOCK_MONOTONIC costs */
	double cpu_clock_ns; /* what reading the process's processor clock costs */
	int64_t timer_slack_ns;
	int64_t memory_bytes, available_bytes;	   /* -1: unknown, in all that follow */
	char transparent_huge_pages[MACHINE_TEXT]; /* "madvise" */
	char tcp_congestion_control[MACHINE_TEXT];
	double load_average[3]; /* 1, 5 and 15 minutes, at the start */
	int64_t limit_descriptors,
		limit_descriptors_hard;		     /* RLIMIT_NOFILE; INT64_MAX: none */
	int64_t limit_processes;		     /* RLIMIT_NPROC */
	int64_t threads_max, pid_max, max_map_count; /* of the kernel */
	char compiler[MACHINE_TEXT];		     /* of the worker, as it says */
	char flags[512];			     /* likewise */
	struct vulnerability vulnerabilities[MACHINE_VULNERABILITIES];
	size_t vulnerability_count;
};

/*
 * Look at this machine: takes a few milliseconds, and leaves compiler and flags to whoever asks
 * the worker. Never fails: what cannot be found is said to be unknown.
 */
void machine_describe(struct machine *machine);

/* As JSON (a new reference; NULL: no memory), and back (0, or -EBADMSG with the problem's text). */
json_t *machine_to_json(const struct machine *machine);
int machine_from_json(const json_t *json, struct machine *machine, struct problem *problem);

#endif
