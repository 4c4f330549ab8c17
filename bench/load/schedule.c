/* SPDX-License-Identifier: MIT */
/* schedule.c - when the requests of an open loop are due. See schedule.h. */
#include "bench/load/schedule.h"

#include <math.h>

#include "bench/load/payload.h"

#define SECOND_NS 1000000000

/* An exponentially distributed number of mean 1, by inversion. */
static double exponential(struct schedule *schedule)
{
	uint64_t bits = payload_hash(schedule->random++) >> 11;

	/* in (0, 1], which has a logarithm */
	return -log((double)(bits + 1) * 0x1p-53);
}

/* Where the head lies after its gap. The product of two seconds' parts fits into 64 bits. */
static void place(struct schedule *schedule)
{
	int64_t gaps = schedule->number + 1, rate = schedule->rate;
	int64_t after_ns = gaps / rate * SECOND_NS + gaps % rate * SECOND_NS / rate;

	if (schedule->poisson) {
		schedule->elapsed_ns += exponential(schedule) * SECOND_NS / (double)rate;
		after_ns = (int64_t)schedule->elapsed_ns;
	}
	schedule->due_ns = schedule->start_ns + after_ns;
}

void schedule_start(struct schedule *schedule, int64_t start_ns, int64_t rate, bool poisson,
		    uint64_t seed)
{
	*schedule = (struct schedule){
		.start_ns = start_ns,
		.rate = rate,
		.poisson = poisson,
		/* far apart, so that no two seeds' gaps overlap */
		.random = payload_hash(seed),
	};
	place(schedule);
}

void schedule_next(struct schedule *schedule)
{
	schedule->number++;
	place(schedule);
}

int64_t schedule_skip(struct schedule *schedule, int64_t before_ns)
{
	int64_t first = schedule->number;

	while (schedule->due_ns < before_ns)
		schedule_next(schedule);
	return schedule->number - first;
}
