/* SPDX-License-Identifier: MIT */
/* readers.c - reads shared out among tasks. See readers.h. */
#include "bench/workloads/readers.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/kernels/delay.h"

#define LEAST_READS 100 /* a task and slice */

struct reader {
	struct readers *all;
	size_t index;
	uint64_t sum; /* of the slice: the task's until it has been gathered */
};

struct readers {
	readers_read *read;
	void *source;
	bool offload;
	int64_t each; /* reads a reader makes in this slice */
	size_t size;
	struct reader *readers;
	struct task *tasks[]; /* handles, held during a slice */
};

/* What a task asks to have read: one read after the other. */
struct job {
	const struct readers *all;
	size_t reader;
	uint64_t number, sum;
};

static int64_t make_read(void *arg)
{
	struct job *job = arg;

	return job->all->read(job->all->source, job->reader, job->number, &job->sum);
}

static int64_t read_all(void *arg)
{
	struct reader *reader = arg;
	const struct readers *all = reader->all;
	struct job job = {
		.all = all,
		.reader = reader->index,
		.number = reader->index * (uint64_t)all->each,
	};
	int64_t result = 0;

	for (int64_t i = 0; i < all->each && !result; i++, job.number++)
		result =
			all->offload ? asyncio.to_thread(make_read, &job) : make_read(&job);
	reader->sum = job.sum;
	return result;
}

int64_t readers_play(struct readers *readers, int64_t operations, struct tally *tally)
{
	int64_t size = (int64_t)readers->size, result;
	size_t n = 0;

	readers->each = (operations + size - 1) / size;
	while (n < readers->size &&
	       (readers->tasks[n] = asyncio.create_task(read_all, &readers->readers[n])))
		n++;
	result = asyncio.gather(readers->tasks, n, NULL);
	if (result < 0 || n < readers->size)
		return result < 0 ? result : -EAGAIN;
	for (size_t i = 0; i < n; i++)
		tally->checksum += readers->readers[i].sum;
	tally->operations += readers->each * size;
	return 0;
}

struct readers *readers_create(const struct setting *setting, readers_read *read,
			       void *source)
{
	size_t size = (size_t)setting->parameters[READERS_TASKS];
	struct readers *readers =
		calloc(1, sizeof(*readers) + size * sizeof(readers->tasks[0]));

	if (!readers)
		return NULL;
	readers->readers = calloc(size, sizeof(*readers->readers));
	if (!readers->readers) {
		free(readers);
		return NULL;
	}
	readers->read = read;
	readers->source = source;
	readers->offload = setting->parameters[READERS_OFFLOAD];
	readers->size = size;
	for (size_t i = 0; i < size; i++)
		readers->readers[i] = (struct reader){.all = readers, .index = i};
	return readers;
}

void readers_destroy(struct readers *readers)
{
	free(readers->readers);
	free(readers);
}

int64_t readers_pick(uint64_t number, int64_t choices)
{
	return delay_of(number, 0, choices);
}

uint64_t readers_mark(int64_t choice)
{
	return (uint64_t)choice * 0x9e3779b97f4a7c15u + 1;
}

void readers_bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	(void)most;
	*least = parameters[READERS_TASKS] * LEAST_READS;
}
