/* SPDX-License-Identifier: MIT */
/*
 * matmul - what does computing gain from tasks?
 *
 * Two square matrices are multiplied, the rows of the result split over some tasks that are
 * created and gathered. Nothing waits, so tasks can gain only where they run at the same time, on
 * several cores. An event loop runs them one after the other.
 *
 * One operation is one whole multiplication.
 *
 * The kernel (bench/kernels/matmul.c) is naive on purpose. The number must not be used for how
 * fast a machine multiplies (a BLAS is far faster), and not for the cost of a task: it is
 * one in a hundred thousand additions.
 */
#include "bench/kernels/matmul.h"
#include "bench/workloads/split.h"

static int64_t prepare(struct setting *setting, void **state)
{
	return split_prepare(&kernel_matmul, setting, state);
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	int64_t n = parameters[SPLIT_SIZE];

	*needs = (struct needs){
		.tasks = parameters[SPLIT_TASKS],
		.bytes = 3 * n * n * (int64_t)sizeof(double),
	};
}

static const struct parameter parameters[] = {
	[SPLIT_SIZE] = {"n", "rows", 192, 1, 2048, "rows and columns of the matrices"},
	[SPLIT_TASKS] = {"tasks", "tasks", 2, 1, 2048, "that share the rows"},
	{0},
};

const struct workload workload_matmul = {
	.name = "matmul",
	.question = "What does computing gain from being split over tasks?",
	.operation = "a multiplication of two matrices",
	.caution = "The kernel is naive: it shows what running in parallel gains, not how "
		   "fast "
		   "a matrix can be multiplied.",
	.metric = METRIC_WALL,
	.cores = ALL_CORES,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 2,
	.slice_ns = 10000000,
	.needs = needs,
	.player = {.source = __FILE__,
		   .prepare = prepare,
		   .play = split_play,
		   .finish = split_finish},
};
