/* SPDX-License-Identifier: MIT */
/*
 * split.c - what computes, as a plain loop on one core: encode and matmul without any task.
 *
 * What a contestant takes longer than this on one core is the cost of its tasks; what it takes
 * less is what running in parallel gains. The parameter `tasks` changes nothing here.
 */
#include <errno.h>
#include <stdlib.h>

#include "bench/kernels/encode.h"
#include "bench/kernels/matmul.h"
#include "bench/peers/raw/raw.h"

enum { SIZE }; /* the first parameter of encode and of matmul */

struct loop {
	const struct kernel *kernel;
	void *work;
};

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	const struct loop *loop = state;
	size_t units = loop->kernel->units(loop->work);

	for (int64_t i = 0; i < operations; i++)
		tally->checksum += loop->kernel->compute(loop->work, 0, units);
	tally->operations += operations;
	return 0;
}

static void finish(void *state)
{
	struct loop *loop = state;

	loop->kernel->destroy(loop->work);
	free(loop);
}

static int64_t prepare(const struct kernel *kernel, const struct setting *setting,
		       void **state)
{
	struct loop *loop = calloc(1, sizeof(*loop));

	if (!loop)
		return -ENOMEM;
	loop->kernel = kernel;
	loop->work = kernel->create((size_t)setting->parameters[SIZE]);
	if (!loop->work) {
		free(loop);
		return -ENOMEM;
	}
	*state = loop;
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

const struct player raw_encode = {
	.source = __FILE__,
	.prepare = prepare_encode,
	.play = play,
	.finish = finish,
};

const struct player raw_matmul = {
	.source = __FILE__,
	.prepare = prepare_matmul,
	.play = play,
	.finish = finish,
};
