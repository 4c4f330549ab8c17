/* SPDX-License-Identifier: MIT */
/*
 * load.c - the neutral load generator: loops on bare epoll, in a process of its own.
 *
 * Neither runtime, so that neither is favoured. Every byte of every answer is compared, every
 * latency recorded. The requests of a slice are numbered as they are sent, and which connection
 * sends which is left to the answers' order, so that all are busy to the end; the checksum is a
 * sum over the numbers and does not depend on it. The loops are in closed.c and open.c.
 */
#include "bench/load/load.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/load/closed.h"
#include "bench/load/connect.h"
#include "bench/load/loopback.h"
#include "bench/load/open.h"
#include "bench/load/payload.h"
#include "bench/load/players.h"
#include "bench/workloads/echo.h"
#include "bench/workloads/mixed.h"

#define MILLISECOND_NS 1000000
#define SLICE_BITS 32 /* of a seed; the others are the round's */

/* What is asked for, out of a workload's parameters. */
struct asked {
	int64_t connections, size;
	int64_t share;
	int64_t rate,
		percent; /* see bench/workloads/echo.h; without both the loop is closed */
	int64_t poisson, patience_ms;
};

/* One byte from the server's control connection: a slice can begin. */
static int64_t begin(void *state)
{
	struct load *load = state;
	char byte;
	ssize_t n;

	do
		n = read(load->control, &byte, 1);
	while (n < 0 && (errno == EINTR || errno == EAGAIN));
	return n == 1 ? 0 : n == 0 ? -ECONNRESET : -errno;
}

/* Whoever does not ask when requests were due, but what was done, has them sent at once. */
static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct load *load = state;
	int result;

	load->issued = load->answered = 0;
	load->checksum = 0;
	result = load->arrivals.rate && tally->offer ? open_play(load, operations, tally)
						     : closed_play(load, operations, tally);
	if (result)
		return result;
	if (send(load->control, "e", 1, MSG_NOSIGNAL) != 1)
		return -errno;
	tally->operations += load->answered;
	tally->checksum += load->checksum;
	return 0;
}

static void finish(void *state)
{
	struct load *load = state;

	for (size_t i = 0; i < load->n; i++)
		if (load->clients[i].fd >= 0)
			close(load->clients[i].fd);
	if (load->control >= 0)
		close(load->control);
	if (load->epoll >= 0)
		close(load->epoll);
	free(load->pattern);
	free(load->buffer);
	free(load->idle);
	free(load);
}

static struct load *make(const struct asked *asked)
{
	size_t n = (size_t)asked->connections, size = (size_t)asked->size;
	struct load *load = calloc(1, sizeof(*load) + n * sizeof(load->clients[0]));

	if (!load)
		return NULL;
	load->n = n;
	load->size = size;
	load->share = asked->share;
	for (size_t i = 0; i < n; i++)
		load->clients[i].fd = -1;
	load->control = -1;
	load->pattern = payload_create(size);
	load->buffer = malloc(size + 1);
	load->idle = calloc(n + 1, sizeof(load->idle[0]));
	load->epoll = epoll_create1(EPOLL_CLOEXEC);
	return load;
}

/*
 * Find the rate of an open loop. Random times follow from the numbers of the round and of the
 * slice: those who play one round are asked alike, and each round is another sample. The process
 * wakes when it asks to, not some 50 us later.
 */
static int64_t set_arrivals(struct load *load, const struct asked *asked, uint64_t round)
{
	struct sustained sustained;
	int result;

	load->arrivals = (struct arrivals){
		.rate = asked->rate,
		.poisson = asked->poisson,
		.sustained_busy = -1,
		.patience_ns = asked->patience_ms * MILLISECOND_NS,
		.seed = round << SLICE_BITS,
	};
	open_prepare(load);
	if (!asked->rate && !asked->percent)
		return 0;
	prctl(PR_SET_TIMERSLACK, 1);
	if (!asked->percent)
		return 0;
	result = closed_sustain(load, &sustained);
	load->arrivals.rate = sustained.rate * asked->percent / 100;
	load->arrivals.sustained_busy = sustained.busy;
	if (load->arrivals.rate < 1)
		load->arrivals.rate = 1;
	return result;
}

static int64_t start(struct load *load, const struct asked *asked,
		     const struct setting *setting)
{
	int64_t result;

	if (!load->pattern || !load->buffer || !load->idle)
		return -ENOMEM;
	if (load->epoll < 0)
		return -EMFILE;
	load->control = loopback_connect(setting->control_port, 0);
	if (load->control < 0)
		return load->control;
	result = connect_all(load, setting->port);
	return result ? result : set_arrivals(load, asked, setting->round);
}

static int64_t prepare(const struct asked *asked, struct setting *setting, void **state)
{
	struct load *load;
	int64_t result;

	if (!setting->port || !setting->control_port) {
		setting->problem =
			"load drives a server: prepare needs its port and control_port";
		return -EINVAL;
	}
	load = make(asked);
	if (!load)
		return -ENOMEM;
	result = start(load, asked, setting);
	if (result) {
		finish(load);
		return result;
	}
	*state = load;
	return 0;
}

static int64_t prepare_echo(struct setting *setting, void **state)
{
	const int64_t *parameters = setting->parameters;

	return prepare(
		&(struct asked){
			.connections = parameters[CONNECTIONS],
			.size = parameters[SIZE],
			.rate = parameters[RATE],
			.percent = parameters[PERCENT],
			.poisson = parameters[POISSON],
			.patience_ms = parameters[PATIENCE],
		},
		setting, state);
}

static int64_t prepare_mixed(struct setting *setting, void **state)
{
	const int64_t *parameters = setting->parameters;

	return prepare(
		&(struct asked){
			.connections = parameters[MIXED_CONNECTIONS],
			.size = parameters[MIXED_SIZE],
			.share = parameters[MIXED_SHARE],
			.rate = parameters[MIXED_RATE],
			.poisson = parameters[MIXED_POISSON],
		},
		setting, state);
}

const struct player load_echo = {
	.source = __FILE__,
	.prepare = prepare_echo,
	.play = play,
	.finish = finish,
	.begin = begin,
};

const struct player load_mixed = {
	.source = __FILE__,
	.prepare = prepare_mixed,
	.play = play,
	.finish = finish,
	.begin = begin,
};
