/* SPDX-License-Identifier: MIT */
/* slice_check.c - believes a worker what can be true. */
#include "bench/run/slice_check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Clocks of two machines may go at a slightly different pace: a launcher may start it elsewhere. */
#define PACE_SHARE 100
#define PACE_NS 1000000

/*
 * Of processor time, which is read a little before and after the elapsed time: an interrupt or a
 * stolen time in between is in the one and not in the other. That is rare: some slices are
 * let off. And the kernel adds it up thread by thread, a share of what each of many does.
 */
#define CPU_SHARE 10
#define CPU_NS 50000
#define EXCESSES 3
#define SLICES_AN_EXCESS 4
#define TICK_NS                                                                            \
	1000000 /* whole ones are of a clock that ticks, and may fall into any slice */

static bool is_checksum(const char *text)
{
	return text && strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16;
}

int checksum_add(struct conductor *conductor, const struct worker *worker,
		 const char *command, const json_t *answer, uint64_t *checksum)
{
	const char *digits = json_string_value(json_object_get(answer, "checksum"));

	if (!is_checksum(digits))
		return problem_set(conductor->problem, -EBADMSG,
				   "%s answered \"%s\" without a checksum of 16 "
				   "hexadecimal digits",
				   worker->name, command);
	*checksum += strtoull(digits, NULL, 16);
	return 0;
}

static int check_times(struct conductor *conductor, const char *name,
		       const struct slice *slice, int64_t elapsed_ns)
{
	if (slice->wall_ns == 0)
		return problem_set(conductor->problem, -EBADMSG,
				   "%s answered \"play\" with a slice that took no time",
				   name);
	if (slice->wall_ns > elapsed_ns + elapsed_ns / PACE_SHARE + PACE_NS)
		return problem_set(
			conductor->problem, -EBADMSG,
			"%s answered \"play\" after %.3g ms with a slice that lasted "
			"%.3g ms",
			name, (double)elapsed_ns / 1e6, (double)slice->wall_ns / 1e6);
	return 0;
}

static bool has_excess(const struct worker *worker, const struct slice *slice)
{
	int64_t most_ns = slice->wall_ns + slice->wall_ns / CPU_SHARE;

	return worker->cores && slice->cpu_ns % TICK_NS &&
	       (slice->cpu_ns - CPU_NS) / worker->cores > most_ns;
}

static int check_processor(struct conductor *conductor, struct worker *worker,
			   const struct slice *slice)
{
	worker->slices++;
	if (!has_excess(worker, slice))
		return 0;
	worker->excesses++;
	if (worker->excesses < EXCESSES ||
	    worker->excesses * SLICES_AN_EXCESS <= worker->slices)
		return 0;
	problem_set(conductor->problem, -EBADMSG,
		    "%s answered \"play\" with a slice of %.3g ms that used %.3g ms of "
		    "processor time, on %d core%s",
		    worker->name, (double)slice->wall_ns / 1e6, (double)slice->cpu_ns / 1e6,
		    worker->cores, worker->cores == 1 ? "" : "s");
	problem_remedy(conductor->problem,
		       "it is to measure both over the same work, and to stay where it was "
		       "started");
	return -EBADMSG;
}

int slice_check(struct conductor *conductor, struct worker *worker, const json_t *answer,
		int64_t operations, int64_t elapsed_ns, struct slice *slice,
		uint64_t *checksum)
{
	if (slice_from_json(answer, slice))
		return problem_set(conductor->problem, -EBADMSG,
				   "%s answered \"play\" with a slice that lacks a number, "
				   "or has a negative one",
				   worker->name);
	if (slice->operations < operations)
		return problem_set(conductor->problem, -EBADMSG,
				   "%s did %" PRId64 " operations when asked for %" PRId64,
				   worker->name, slice->operations, operations);
	if (checksum_add(conductor, worker, "play", answer, checksum))
		return -EBADMSG;
	if (check_times(conductor, worker->name, slice, elapsed_ns))
		return -EBADMSG;
	return check_processor(conductor, worker, slice);
}

bool seats_have_equal_work(const struct seat *one, const struct seat *other)
{
	return !strcmp(one->plan->workload, other->plan->workload) &&
	       records_share_parameters(one->record, other->record);
}

static int compare(struct conductor *conductor, const struct seat *one,
		   const struct seat *other, const struct take *take)
{
	const struct work *work = &other->work;

	if (work->operations != take->slice.operations || !work->checksum ||
	    !take->checksum || work->checksum == take->checksum ||
	    !seats_have_equal_work(one, other))
		return 0;
	problem_set(conductor->problem, -EBADE,
		    "%s did not do the same work as %s: the checksums of %" PRId64
		    " operations of %s are %016" PRIx64 " and %016" PRIx64,
		    one->record->label, one == other ? "before" : other->record->label,
		    take->slice.operations, one->plan->workload, take->checksum,
		    work->checksum);
	problem_remedy(conductor->problem, "one of the two is wrong");
	return -EBADE;
}

int slices_compare(struct conductor *conductor, const struct round *round,
		   const struct player *players)
{
	int error = 0;

	for (size_t i = 0; i < round->part_count; i++) {
		const struct part *part = &round->parts[i];
		struct seat *seat = players[i].seat;

		for (size_t k = 0; k < part->count && !error; k++) {
			const struct take *take = &part->takes[k];

			for (size_t j = 0; j < round->part_count && !error; j++)
				error = compare(conductor, seat, players[j].seat, take);
			seat->work = (struct work){take->slice.operations, take->checksum};
		}
	}
	return error;
}
