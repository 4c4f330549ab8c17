/* SPDX-License-Identifier: MIT */
/*
 * echo - what does it cost to serve a request?
 *
 * A TCP server on the loopback interface that sends back what it reads, a task a connection: read,
 * write, again. The client is another process (the load generator), so that only the serving is
 * counted. It keeps one request outstanding on every connection (a closed loop) or sends them when
 * they are due (an open one: `rate`, `percent`), and has as many answered as the slice has
 * operations; it speaks over a second port, the control port, to which it has one
 * connection:
 *
 *	play sends a byte there ("go"); the client sends its requests; after the last answer the
 *	client sends a byte back, and the slice is over.
 *
 * One operation is one request answered.
 *
 * The number is the processor time of the server. It must not be used for what a request costs in
 * a real server: nearly all of it is the kernel's sending and receiving, there is no parsing, no
 * database and no computing. Its elapsed time is bound by the client as much as by the server.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "bench/kernels/toil.h"
#include "bench/workloads/echo.h"
#include "bench/workloads/serve.h"

/* What the connections' tasks share. */
struct echo {
	struct serve *serve;
	size_t size;		 /* bytes a request */
	int64_t work;		 /* to compute for each, see toil.h */
	_Atomic uint64_t toiled; /* in this slice; on threads connections run in parallel */
};

/* Nothing is shared by connections that compute nothing. */
static void compute(struct echo *echo, size_t bytes)
{
	if (echo->work)
		atomic_fetch_add_explicit(&echo->toiled,
					  toil(echo->work, bytes, echo->size),
					  memory_order_relaxed);
}

/*
 * The buffer is on the heap: 64 KiB of requests would not fit on a task's stack. It is larger than
 * a request, as a real server's is: a read that does not fill it tells the runtime that there is
 * no more.
 */
static int64_t answer_all(void *service, struct stream *stream)
{
	struct echo *echo = service;
	size_t size = echo->size + 1;
	char *buffer = malloc(size);
	int64_t n;

	if (!buffer)
		return -ENOMEM;
	while ((n = asyncio.read(stream, buffer, size)) > 0) {
		compute(echo, (size_t)n);
		n = asyncio.write(stream, buffer, (size_t)n);
		if (n < 0)
			break;
	}
	free(buffer);
	return n;
}

static int64_t begin(void *state)
{
	const struct echo *echo = state;

	return serve_await_driver(echo->serve);
}

/* All requests have been answered, so computed, before the client says that the slice is over. */
static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct echo *echo = state;
	int64_t result;

	echo->toiled = 0;
	result = serve_slice(echo->serve);
	if (result)
		return result;
	tally->operations += operations;
	tally->checksum += echo->toiled;
	return 0;
}

static void idle(void *state, int fd)
{
	const struct echo *echo = state;

	serve_idle(echo->serve, fd);
}

static void finish(void *state)
{
	struct echo *echo = state;

	serve_stop(echo->serve);
	free(echo);
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct echo *echo = calloc(1, sizeof(*echo));
	int64_t error;

	if (!echo)
		return -ENOMEM;
	echo->size = (size_t)setting->parameters[SIZE];
	echo->work = setting->parameters[WORK];
	echo->serve = serve_start(setting, (size_t)setting->parameters[CONNECTIONS],
				  answer_all, echo, &error);
	if (!echo->serve) {
		free(echo);
		return error;
	}
	*state = echo;
	return 0;
}

/*
 * A closed loop needs many laps of the connections, since at a slice's end some of them rest. An
 * open loop needs none, but some 20 ms, so that the wait for the last answer is a small part. With
 * percent only the client knows the rate: a few requests, and the slice's length does the rest.
 */
static void bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	(void)most;
	*least = parameters[CONNECTIONS] * 10;
	if (parameters[PERCENT])
		*least = 20;
	else if (parameters[RATE])
		*least = parameters[RATE] / 50 + 1;
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	int64_t connections = parameters[CONNECTIONS];

	*needs = (struct needs){
		.tasks = connections + 3,
		.descriptors = connections + 8,
		.bytes = connections *
			 (2 * parameters[SIZE] + 4096), /* ours, the kernel's */
	};
}

static const struct parameter parameters[] = {
	[CONNECTIONS] = {"connections", "connections", 64, 1, 18000,
			 "each with one request outstanding at most"},
	[SIZE] = {"size", "bytes", 64, 1, 65536, "of a request, and of its answer"},
	[WORK] = {"work", "thousand steps", 0, 0, 10000,
		  "service time of a request: so many thousand steps of computing, about a "
		  "microsecond each"},
	[RATE] = {"rate", "requests/s", 0, 0, 1000000,
		  "offered at set times over all connections; 0: each asks when answered"},
	[PERCENT] = {"percent", "per cent", 0, 0, 400,
		     "offered, of what the server sustains; 0: as rate says"},
	[POISSON] = {"poisson", "(yes)", 0, 0, 1,
		     "let these times be random, as of independent clients"},
	[PATIENCE] = {"patience", "ms", 0, 0, 60000,
		      "queue timeout: refuse what waits longer for a connection; 0: none"},
	{0},
};

static const struct rule rules[] = {
	{RULE_EXCLUDES, {"rate", "percent"}},
	{RULE_NEEDS, {"poisson", "rate", "percent"}},
	{RULE_NEEDS, {"patience", "rate", "percent"}},
	{0},
};

const struct workload workload_echo = {
	.name = "echo",
	.question = "What does it cost to serve a request?",
	.operation = "a request answered",
	.caution =
		"Nearly all of it is the kernel's TCP: a real server parses, computes and "
		"waits besides.",
	.metric = METRIC_CPU,
	.cores = ONE_CORE,
	.parameters = parameters,
	.rules = rules,
	.scaled_parameter = "connections",
	.driver = "load",
	.verify_operations = 1000,
	.slice_ns = 50000000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__,
		   .prepare = prepare,
		   .play = play,
		   .finish = finish,
		   .begin = begin,
		   .idle = idle},
};
