/* SPDX-License-Identifier: MIT */
/*
 * fetch - what does it cost to ask a server many things at once, and to wait for the answers?
 *
 * A client: in every batch some tasks each send one HTTP request, all at the same time, and wait
 * for its answer, which the server sends after `ms` milliseconds. Each is made under wait_for, as
 * programs do that must not wait for ever; some of the requests are never answered, and given up
 * after as long. The connections are kept from batch to batch, as HTTP clients keep them; but
 * where a request was given up, its connection is closed, and the next one opens another.
 *
 * The server is another process (the load generator), so that only the asking is counted. It tells
 * its port over the port for requests, once; over the control port it says in begin that it
 * serves, and is told at a slice's end that there is no more. See docs/protocol.md.
 *
 * One operation is one request, answered or given up. A slice is whole batches. The checksum
 * counts both, and no other end is allowed.
 *
 * The elapsed time is the server's, on every runtime: one batch takes `ms`, not the sum. The
 * number must not be used for what an HTTP client costs: nothing is parsed, encrypted or resolved.
 */
#include "bench/workloads/fetch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/kernels/share.h"
#include "bench/workloads/serve.h"

#define PATIENCE SECONDS(10) /* for an answer that will come */

struct fetch;

/* One of the requests of a batch. */
struct request {
	struct fetch *fetch;
	bool late;	       /* it is never answered */
	struct stream *stream; /* kept from batch to batch; NULL: none is open */
};

struct fetch {
	struct serve *serve;
	struct event *known; /* the server has told its port */
	uint16_t port;	     /* ... this one */
	int64_t late_ns;     /* after which a request that is never answered is given up */
	bool limits;
	size_t size, late; /* requests, and those that are never answered */
	struct request *requests;
	struct task *tasks[]; /* handles, held during a batch */
};

/* ---- one request ---- */

static int64_t exchange(struct request *request)
{
	char answer[FETCH_ANSWER_SIZE];
	int64_t n = asyncio.write(request->stream, request->late ? FETCH_LATER : FETCH_SOON,
				  FETCH_REQUEST_SIZE);

	if (n >= 0)
		n = asyncio.readexactly(request->stream, answer, sizeof(answer));
	if (n < 0)
		return n;
	if (n < (int64_t)sizeof(answer))
		return -ECONNRESET;
	return memcmp(answer, FETCH_ANSWER, sizeof(answer)) ? -EPROTO : 0;
}

static int64_t get(void *arg)
{
	struct request *request = arg;
	int64_t result = 0;

	if (!request->stream)
		result = asyncio.open_connection("127.0.0.1", request->fetch->port,
						 &request->stream);
	if (!result)
		result = exchange(request);
	if (result && request->stream) {
		asyncio.close(request->stream);
		request->stream = NULL;
	}
	return result;
}

static int64_t get_in_time(struct request *request)
{
	struct task *task = asyncio.create_task(get, request);

	if (!task)
		return -EAGAIN;
	return asyncio.wait_for(task, request->late ? request->fetch->late_ns : PATIENCE);
}

/* Returns 0 where the request ended as it must. */
static int64_t ask(void *arg)
{
	struct request *request = arg;
	int64_t result = request->fetch->limits ? get_in_time(request) : get(request);

	if (!request->late)
		return result;
	return result == -ETIMEDOUT ? 0 : result ? result : -EPROTO;
}

/* ---- a slice ---- */

static int64_t play_batch(struct fetch *fetch)
{
	size_t n = 0;
	int64_t result;

	while (n < fetch->size &&
	       (fetch->tasks[n] = asyncio.create_task(ask, &fetch->requests[n])))
		n++;
	result = asyncio.gather(fetch->tasks, n, NULL);
	return result == 0 && n < fetch->size ? -EAGAIN : result;
}

static int64_t play_batches(struct fetch *fetch, int64_t operations, struct tally *tally)
{
	int64_t done = 0, result;

	while (done < operations) {
		result = play_batch(fetch);
		if (result)
			return result;
		tally->checksum +=
			fetch->size - fetch->late + ((uint64_t)fetch->late << 32);
		done += (int64_t)fetch->size;
	}
	tally->operations += done;
	return 0;
}

/* The server is told of the end in any case: it would serve for ever. */
static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct fetch *fetch = state;
	int64_t result = play_batches(fetch, operations, tally);
	int64_t told = serve_tell(fetch->serve, 'e');

	return result ? result : told;
}

static int64_t begin(void *state)
{
	struct fetch *fetch = state;
	int64_t result = asyncio.event_wait(fetch->known);

	if (!result)
		result = serve_await_driver(fetch->serve);
	return result ? result : serve_hear(fetch->serve);
}

static void idle(void *state, int fd)
{
	const struct fetch *fetch = state;

	serve_idle(fetch->serve, fd);
}

/* ---- before and after ---- */

/* The server's one connection to the port for requests: it tells its own port, high byte first. */
static int64_t hear_port(void *service, struct stream *stream)
{
	struct fetch *fetch = service;
	unsigned char port[2];
	int64_t n = asyncio.readexactly(stream, port, sizeof(port));

	if (n < (int64_t)sizeof(port))
		return n < 0 ? n : -ECONNRESET;
	fetch->port = (uint16_t)(port[0] << 8 | port[1]);
	asyncio.event_set(fetch->known);
	return 0;
}

static void finish(void *state)
{
	struct fetch *fetch = state;

	if (fetch->serve)
		serve_stop(fetch->serve);
	for (size_t i = 0; fetch->requests && i < fetch->size; i++)
		if (fetch->requests[i].stream)
			asyncio.close(fetch->requests[i].stream);
	if (fetch->known)
		asyncio.event_destroy(fetch->known);
	free(fetch->requests);
	free(fetch);
}

static void make_requests(struct fetch *fetch, int64_t late)
{
	for (size_t i = 0; i < fetch->size; i++) {
		fetch->requests[i].fetch = fetch;
		fetch->requests[i].late = share_has(i, late);
		fetch->late += fetch->requests[i].late;
	}
}

static int64_t make(struct fetch *fetch, struct setting *setting)
{
	const int64_t *parameters = setting->parameters;
	int64_t error = 0;

	fetch->size = (size_t)parameters[FETCH_REQUESTS];
	fetch->late_ns = MILLISECONDS(parameters[FETCH_MS]);
	fetch->limits = parameters[FETCH_LIMITS];
	fetch->known = asyncio.event_create();
	fetch->requests = calloc(fetch->size, sizeof(*fetch->requests));
	if (!fetch->known || !fetch->requests)
		return -ENOMEM;
	make_requests(fetch, parameters[FETCH_LATE]);
	fetch->serve = serve_start(setting, 1, hear_port, fetch, &error);
	return error;
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t size = (size_t)setting->parameters[FETCH_REQUESTS];
	struct fetch *fetch = calloc(1, sizeof(*fetch) + size * sizeof(fetch->tasks[0]));
	int64_t result;

	if (!fetch)
		return -ENOMEM;
	result = make(fetch, setting);
	if (result) {
		finish(fetch);
		return result;
	}
	*state = fetch;
	return 0;
}

static void bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	(void)most;
	*least = parameters[FETCH_REQUESTS];
}

/* Under wait_for a request is two tasks: who asks, and who waits for so long at most. */
static void needs(const int64_t *parameters, struct needs *needs)
{
	int64_t requests = parameters[FETCH_REQUESTS];

	*needs = (struct needs){
		.tasks = requests * (1 + parameters[FETCH_LIMITS]) + 4,
		.descriptors = requests + 8,
		.bytes = requests * 4096, /* the kernel's */
	};
}

static const struct parameter parameters[] = {
	[FETCH_REQUESTS] = {"requests", "requests", 100, 1, 9000, "sent at the same time"},
	[FETCH_MS] = {"ms", "ms", 10, 1, 1000, "after which the server answers"},
	[FETCH_LIMITS] = {"limits", "(yes)", 1, 0, 1, "make each request under wait_for"},
	[FETCH_LATE] = {"late", "per cent", 10, 0, 100,
			"of the requests, never answered and given up after as long"},
	{0},
};

static const struct rule rules[] = {
	{RULE_NEEDS, {"late", "limits"}},
	{0},
};

const struct workload workload_fetch = {
	.name = "fetch",
	.question = "What does it cost to ask a server many things at once and wait?",
	.operation = "a request answered or given up",
	.caution =
		"Elapsed time is the server's; nothing is parsed, encrypted or resolved.",
	.metric = METRIC_CPU,
	.cores = ONE_CORE,
	.parameters = parameters,
	.rules = rules,
	.scaled_parameter = "requests",
	.driver = "load",
	.verify_operations = 1,
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
