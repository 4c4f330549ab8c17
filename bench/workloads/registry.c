/* SPDX-License-Identifier: MIT */
/* registry.c - every workload, in alphabetical order. */
#include "bench/workloads/workload.h"

extern const struct workload workload_echo;
extern const struct workload workload_encode;
extern const struct workload workload_matmul;
extern const struct workload workload_memory;
extern const struct workload workload_nothing;
extern const struct workload workload_say_after;
extern const struct workload workload_sleepers;
extern const struct workload workload_spawn;
extern const struct workload workload_switch;
extern const struct workload workload_yield;

const struct workload *const workloads[] = {
	&workload_echo,
	&workload_encode,
	&workload_matmul,
	&workload_memory,
	&workload_nothing,
	&workload_say_after,
	&workload_sleepers,
	&workload_spawn,
	&workload_switch,
	&workload_yield,
	NULL,
};
