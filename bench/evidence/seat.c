/* SPDX-License-Identifier: MIT */
/* seat.c - what a run says of one contestant of a duet. See seat.h. */
#include "bench/evidence/seat.h"

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

bool seat_is_doubtful(const struct seat_found *seat)
{
	return duet_is_doubtful(seat_summary(seat), NULL, 0);
}
