/* SPDX-License-Identifier: MIT */
/*
 * encode - what does encoding gain from tasks?
 *
 * A buffer is turned into base64 and the text summed up by SHA-256, chunk by chunk, the chunks
 * split over some tasks that are created and gathered. It is computing as programs meet it: a
 * library does it, bytes come in and go out, nothing waits. As with matmul, tasks can gain only
 * where they run at the same time, on several cores; here memory is read and written besides.
 *
 * One operation is the whole buffer encoded once.
 *
 * The number must not be used for how fast a machine encodes: the library's base64 uses no vector
 * instructions, its SHA-256 those of the processor where it has them. It must not be used for the
 * cost of a task: it is one in thousands.
 */
#include "bench/kernels/encode.h"
#include "bench/workloads/split.h"

static int64_t prepare(struct setting *setting, void **state)
{
	return split_prepare(&kernel_encode, setting, state);
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	*needs = (struct needs){
		.tasks = parameters[SPLIT_TASKS],
		.bytes = 3 * parameters[SPLIT_SIZE], /* the text is a third longer */
	};
}

static const struct parameter parameters[] = {
	[SPLIT_SIZE] = {"bytes", "bytes", 1 << 20, 1, 1 << 28, "to encode"},
	[SPLIT_TASKS] = {"tasks", "tasks", 2, 1, 2048, "that share the bytes"},
	{0},
};

const struct workload workload_encode = {
	.name = "encode",
	.question = "What does encoding gain from being split over tasks?",
	.operation = "a buffer encoded",
	.caution = "It shows what running in parallel gains, not how fast bytes can be "
		   "encoded.",
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
