/* SPDX-License-Identifier: MIT */
/* registry.c - every workload, in alphabetical order. */
#include "bench/workloads/workload.h"

extern const struct workload workload_db;
extern const struct workload workload_deadlock;
extern const struct workload workload_echo;
extern const struct workload workload_encode;
extern const struct workload workload_fetch;
extern const struct workload workload_files;
extern const struct workload workload_lock;
extern const struct workload workload_matmul;
extern const struct workload workload_memory;
extern const struct workload workload_mixed;
extern const struct workload workload_nothing;
extern const struct workload workload_race;
extern const struct workload workload_say_after;
extern const struct workload workload_sleepers;
extern const struct workload workload_spawn;
extern const struct workload workload_switch;
extern const struct workload workload_yield;

const struct workload *const workloads[] = {
	&workload_db,	     &workload_deadlock, &workload_echo,
	&workload_encode,    &workload_fetch,	 &workload_files,
	&workload_lock,	     &workload_matmul,	 &workload_memory,
	&workload_mixed,     &workload_nothing,	 &workload_race,
	&workload_say_after, &workload_sleepers, &workload_spawn,
	&workload_switch,    &workload_yield,	 NULL,
};
