/* SPDX-License-Identifier: MIT */
/*
 * mixed - how long do requests wait that compute nothing, while a few others compute?
 *
 * The server of echo, but for a share of its requests, the heavy ones, it computes before it
 * answers. The latencies are those of the others alone: what a light request waits because of heavy
 * ones. The load generator decides which are heavy, and the request's first byte tells the server.
 *
 * `where` says who computes: the connection's task itself, as a program does that was written
 * without a thought of it; or a thread, by asyncio.to_thread, as asyncio's manual advises. On
 * threads to_thread is a plain call, and the two are alike.
 *
 * One operation is one request answered, light or heavy.
 *
 * The latencies of a closed loop (rate=0) must not be used for what clients see: while the server
 * computes, nobody asks (see echo). What is computed is so many steps, not so long a time: how
 * long that takes depends on who else has the core.
 */
#include "bench/workloads/mixed.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "bench/kernels/toil.h"
#include "bench/workloads/serve.h"
#include "bench/workloads/workload.h"

/* What the connections' tasks share. */
struct mixed {
	struct serve *serve;
	size_t size;	/* bytes a request */
	int64_t steps;	/* thousands, to compute for a heavy one */
	bool elsewhere; /* by to_thread */
	/* In this slice; heavy requests may be computed in parallel. */
	_Atomic uint64_t toiled;
};

static int64_t compute(void *arg)
{
	struct mixed *mixed = arg;

	atomic_fetch_add_explicit(&mixed->toiled,
				  toil(mixed->steps, mixed->size, mixed->size),
				  memory_order_relaxed);
	return 0;
}

static int64_t answer(struct mixed *mixed, struct stream *stream, const char *request)
{
	int64_t result = 0;

	if (mixed_asks_heavy(request))
		result = mixed->elsewhere ? asyncio.to_thread(compute, mixed)
					  : compute(mixed);
	return result ? result : asyncio.write(stream, request, mixed->size);
}

static int64_t answer_all(void *service, struct stream *stream)
{
	struct mixed *mixed = service;
	char *request = malloc(mixed->size);
	int64_t n;

	if (!request)
		return -ENOMEM;
	do {
		n = asyncio.readexactly(stream, request, mixed->size);
		if (n == (int64_t)mixed->size)
			n = answer(mixed, stream, request);
	} while (n == (int64_t)mixed->size);
	free(request);
	return n;
}

static int64_t begin(void *state)
{
	const struct mixed *mixed = state;

	return serve_await_driver(mixed->serve);
}

/* All heavy requests have been answered, so computed, before the driver says that it is over. */
static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct mixed *mixed = state;
	int64_t result;

	mixed->toiled = 0;
	result = serve_slice(mixed->serve);
	if (result)
		return result;
	tally->operations += operations;
	tally->checksum += mixed->toiled;
	return 0;
}

static void idle(void *state, int fd)
{
	const struct mixed *mixed = state;

	serve_idle(mixed->serve, fd);
}

static void finish(void *state)
{
	struct mixed *mixed = state;

	serve_stop(mixed->serve);
	free(mixed);
}

static int64_t prepare(struct setting *setting, void **state)
{
	const int64_t *parameters = setting->parameters;
	struct mixed *mixed = calloc(1, sizeof(*mixed));
	int64_t error;

	if (!mixed)
		return -ENOMEM;
	mixed->size = (size_t)parameters[MIXED_SIZE];
	mixed->steps = parameters[MIXED_COMPUTE];
	mixed->elsewhere = parameters[MIXED_WHERE];
	mixed->serve = serve_start(setting, (size_t)parameters[MIXED_CONNECTIONS],
				   answer_all, mixed, &error);
	if (!mixed->serve) {
		free(mixed);
		return error;
	}
	*state = mixed;
	return 0;
}

static int64_t greater(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* As of echo, and five heavy requests besides: a slice without any would be another workload's. */
static void bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	int64_t rate = parameters[MIXED_RATE], share = parameters[MIXED_SHARE];

	(void)most;
	*least = rate ? rate / 50 + 1 : parameters[MIXED_CONNECTIONS] * 10;
	if (share)
		*least = greater(*least, 500 / share);
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	int64_t connections = parameters[MIXED_CONNECTIONS];

	*needs = (struct needs){
		.tasks = connections + 3,
		.descriptors = connections + 8,
		.bytes = connections * (2 * parameters[MIXED_SIZE] + 4096),
	};
}

static const struct parameter parameters[] = {
	[MIXED_CONNECTIONS] = {"connections", "connections", 64, 1, 18000,
			       "each with one request outstanding at most"},
	[MIXED_SIZE] = {"size", "bytes", 64, 1, 65536, "of a request, and of its answer"},
	[MIXED_SHARE] = {"share", "per cent", 1, 0, 99, "of the requests, that compute"},
	[MIXED_COMPUTE] = {"compute", "thousand steps", 5000, 1, 20000,
			   "for each of these, about a microsecond a thousand"},
	[MIXED_WHERE] = {"where", "(elsewhere)", 0, 0, 1,
			 "0: the connection's task computes; 1: to_thread does"},
	[MIXED_RATE] =
		{"rate", "requests/s", 1000, 0, 1000000,
		 "offered at set times over all connections; 0: each asks when answered"},
	[MIXED_POISSON] = {"poisson", "(yes)", 1, 0, 1,
			   "let these times be random, as of independent clients"},
	{0},
};

const struct workload workload_mixed = {
	.name = "mixed",
	.question = "How long do requests wait that compute nothing, while others compute?",
	.operation = "a request answered, light or heavy",
	.caution =
		"The latencies are those of the light requests alone; the processor time "
		"is of all, and most of it is the computing.",
	.metric = METRIC_CPU,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "connections",
	.driver = "load",
	.verify_operations = 200,
	.slice_ns = 500000000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__,
		   .prepare = prepare,
		   .play = play,
		   .finish = finish,
		   .begin = begin,
		   .idle = idle},
};
