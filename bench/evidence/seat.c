/* SPDX-License-Identifier: MIT */
/* seat.c - what a run says of one contestant of a duet. See seat.h. */
#include "bench/evidence/seat.h"

#include <stdio.h>
#include <string.h>

#include "bench/report/duet.h"

const struct duet_record *seat_duet(const struct seat_found *seat)
{
	return &seat->volume->results.run.duets[seat->duet];
}

const struct contestant_record *seat_contestant(const struct seat_found *seat)
{
	return &seat_duet(seat)->contestants[seat->contestant];
}

int64_t seat_parameter(const struct seat_found *seat, const char *name)
{
	const struct contestant_record *record = seat_contestant(seat);
	const struct named_value *value =
		named_value_find(record->parameters, record->parameter_count, name);

	return value ? value->value : 0;
}

bool seat_is_called(const struct contestant_record *record, const char *name)
{
	if (record->control)
		return false;
	if (strcmp(record->label, name) == 0)
		return true;
	return !strchr(record->label, '@') && strcmp(record->runtime, name) == 0;
}

const struct duet_summary *seat_summary(const struct seat_found *seat)
{
	return &seat->volume->summary->duets[seat->duet];
}

/* As the conductor compares them; one without a checksum was not set up. */
static bool did_other_work(const struct contestant_record *a,
			   const struct contestant_record *b)
{
	return strcmp(a->workload, b->workload) == 0 && records_share_parameters(a, b) &&
	       *a->checksum && *b->checksum && strcmp(a->checksum, b->checksum) != 0;
}

bool duet_is_void(const struct duet_record *duet, char *why, size_t size)
{
	if (duet->state == DUET_FAILED) {
		snprintf(why, size, "the duet failed: %s", duet->error);
		return true;
	}
	for (size_t i = 1; i < duet->contestant_count; i++) {
		const struct contestant_record *one = &duet->contestants[i];

		for (size_t j = 0; j < i; j++) {
			const struct contestant_record *other = &duet->contestants[j];

			if (!did_other_work(one, other))
				continue;
			snprintf(why, size, "%s and %s did not do the same work",
				 other->label, one->label);
			return true;
		}
	}
	return false;
}

bool seat_is_doubtful(const struct seat_found *seat)
{
	return duet_is_doubtful(seat_summary(seat), NULL, 0);
}
