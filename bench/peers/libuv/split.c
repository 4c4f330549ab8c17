/* SPDX-License-Identifier: MIT */
/*
 * split.c - computing in libuv's thread pool: encode and matmul.
 *
 * A part of the work is one request to the pool (uv_queue_work), as the tasks of the runtimes are
 * one part each; the loop runs until all parts are back. The pool has as many threads as there
 * are processors to run on, as libuv's guide advises for computing, unless UV_THREADPOOL_SIZE says
 * otherwise. It starts with the first request of the process and stays.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/kernels/encode.h"
#include "bench/kernels/matmul.h"
#include "bench/peers/libuv/libuv.h"

enum { SIZE, TASKS }; /* the parameters of encode and of matmul */

struct part {
	uv_work_t request;
	const struct kernel *kernel;
	void *work;
	size_t first, end; /* units */
	uint64_t sum;	   /* of what was computed: the pool's until the request is back */
};

struct split {
	uv_loop_t loop;
	const struct kernel *kernel;
	void *work;
	struct part *parts;
	size_t size; /* parts */
};

static void compute(uv_work_t *request)
{
	struct part *part = request->data;

	part->sum = part->kernel->compute(part->work, part->first, part->end);
}

static int64_t play_once(struct split *s, uint64_t *sum)
{
	size_t n = 0;
	int result = 0;

	while (n < s->size && !result)
		result = uv_queue_work(&s->loop, &s->parts[n++].request, compute, NULL);
	uv_run(&s->loop, UV_RUN_DEFAULT);
	for (size_t i = 0; i < n; i++)
		*sum += s->parts[i].sum;
	return result;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
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

static void finish(void *state)
{
	struct split *s = state;

	libuv_close_all(&s->loop, NULL);
	if (s->work)
		s->kernel->destroy(s->work);
	free(s->parts);
	free(s);
}

static void share_out(struct split *s)
{
	size_t units = s->kernel->units(s->work);

	for (size_t i = 0; i < s->size; i++) {
		struct part *part = &s->parts[i];

		part->request.data = part;
		part->kernel = s->kernel;
		part->work = s->work;
		part->first = kernel_share(units, i, s->size);
		part->end = kernel_share(units, i + 1, s->size);
	}
}

/* The pool reads its size from the environment, once. */
static void size_pool(void)
{
	char size[16];

	snprintf(size, sizeof(size), "%u", uv_available_parallelism());
	setenv("UV_THREADPOOL_SIZE", size, 0);
}

static int64_t prepare(const struct kernel *kernel, struct setting *setting, void **state)
{
	struct split *s = calloc(1, sizeof(*s));
	int result;

	if (!s)
		return -ENOMEM;
	size_pool();
	result = uv_loop_init(&s->loop);
	if (result) {
		free(s);
		return result;
	}
	s->kernel = kernel;
	s->size = (size_t)setting->parameters[TASKS];
	s->work = kernel->create((size_t)setting->parameters[SIZE]);
	s->parts = calloc(s->size, sizeof(*s->parts));
	if (!s->work || !s->parts) {
		finish(s);
		return -ENOMEM;
	}
	share_out(s);
	*state = s;
	return 0;
}

static int64_t prepare_encode(struct setting *setting, void **state)
{
	return prepare(&kernel_encode, setting, state);
}

static int64_t prepare_matmul(struct setting *setting, void **state)
{
	return prepare(&kernel_matmul, setting, state);
}

const struct player libuv_encode = {
	.source = __FILE__,
	.prepare = prepare_encode,
	.play = play,
	.finish = finish,
};

const struct player libuv_matmul = {
	.source = __FILE__,
	.prepare = prepare_matmul,
	.play = play,
	.finish = finish,
};
