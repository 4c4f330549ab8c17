/* SPDX-License-Identifier: MIT */
/* harness.c - adds up what the conductor used while slices were measured. player.c measures it. */
#include "bench/run/harness.h"

#include "bench/run/player.h"

void harness_count(const struct round *round, struct duet_record *record)
{
	for (size_t i = 0; i < round->part_count; i++) {
		const struct part *part = &round->parts[i];

		for (size_t k = part->discarded; k < part->count; k++) {
			record->measured_ns += part->takes[k].slice.wall_ns;
			record->harness_ns += part->takes[k].harness_ns;
		}
	}
}
