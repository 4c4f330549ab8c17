/* SPDX-License-Identifier: MIT */
/* split.c - a kernel's work split over tasks. See split.h. */
#include "bench/workloads/split.h"

#include <errno.h>
#include <stdlib.h>

/* What one task computes. */
struct part {
	const struct kernel *kernel;
	void *work;
	size_t first, end; /* units */
	uint64_t sum;	   /* of what was computed: the task's until it has been gathered */
};

struct split {
	const struct kernel *kernel;
	void *work;
	struct part *parts;
	struct task **tasks; /* handles, held during an operation */
	size_t size;	     /* tasks, and parts */
};

static int64_t compute(void *arg)
{
	struct part *part = arg;

	part->sum = part->kernel->compute(part->work, part->first, part->end);
	return 0;
}

static int64_t play_once(struct split *s, uint64_t *sum)
{
	size_t n = 0;
	int64_t result;

	while (n < s->size && (s->tasks[n] = asyncio.create_task(compute, &s->parts[n])))
		n++;
	result = asyncio.gather(s->tasks, n, NULL);
	if (n < s->size)
		return -EAGAIN;
	for (size_t i = 0; i < n; i++)
		*sum += s->parts[i].sum;
	return result;
}

int64_t split_play(void *state, int64_t operations, struct tally *tally)
{
	struct split *s = state;
	int64_t result;

	for (int64_t i = 0; i < operations; i++) {
		result = play_once(s, &tally->checksum);
		if (result)
			return result;
	}
	tally->operations += operations;
	return 0;
}

void split_finish(void *state)
{
	struct split *s = state;

	if (s->work)
		s->kernel->destroy(s->work);
	free(s->tasks);
	free(s->parts);
	free(s);
}

static void share_out(struct split *s)
{
	size_t units = s->kernel->units(s->work);

	for (size_t i = 0; i < s->size; i++)
		s->parts[i] = (struct part){
			.kernel = s->kernel,
			.work = s->work,
			.first = kernel_share(units, i, s->size),
			.end = kernel_share(units, i + 1, s->size),
		};
}

int64_t split_prepare(const struct kernel *kernel, struct setting *setting, void **state)
{
	struct split *s = calloc(1, sizeof(*s));

	if (!s)
		return -ENOMEM;
	s->kernel = kernel;
	s->size = (size_t)setting->parameters[SPLIT_TASKS];
	s->work = kernel->create((size_t)setting->parameters[SPLIT_SIZE]);
	s->parts = calloc(s->size, sizeof(*s->parts));
	s->tasks = calloc(s->size, sizeof(s->tasks[0]));
	if (!s->work || !s->parts || !s->tasks) {
		split_finish(s);
		return -ENOMEM;
	}
	share_out(s);
	*state = s;
	return 0;
}
