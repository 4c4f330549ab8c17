/* SPDX-License-Identifier: MIT */
/*
 * load.c - the neutral load generator: a closed loop on bare epoll, in a process of its own.
 *
 * Neither runtime, so that neither is favoured. It keeps one request outstanding on every
 * connection and asks again as soon as an answer has come; every byte of every answer is compared,
 * every latency recorded. The requests of a slice are numbered, and which connection asks which is
 * left to the answers' order, so that all are busy to the end; the checksum is a sum over the
 * numbers and does not depend on it.
 *
 * Latencies of a closed loop are those of a server under exactly this load. They must not be
 * used for what clients see who ask when they please: a slow answer here delays the questions
 * after it, which are then not asked while the server is slow (coordinated omission).
 */
#include "bench/load/load.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/load/client.h"
#include "bench/load/payload.h"

#define EVENTS 512 /* taken from the kernel at a time */

enum { CONNECTIONS, SIZE }; /* the parameters of echo */

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

static int turn(struct load *load)
{
	struct epoll_event events[EVENTS];
	int n = epoll_wait(load->epoll, events, EVENTS, -1), result = 0;

	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	for (int i = 0; i < n && !result; i++)
		result = client_continue(load, events[i].data.ptr, events[i].events);
	return result;
}

static int ask_first(struct load *load)
{
	int result = 0;

	for (size_t i = 0; i < load->n && load->issued < load->wanted && !result; i++)
		result = client_ask(load, &load->clients[i]);
	return result;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct load *load = state;
	int result;

	load->issued = load->answered = 0;
	load->wanted = operations;
	load->checksum = 0;
	load->latency = tally->latency;
	result = ask_first(load);
	while (load->answered < load->wanted && !result)
		result = turn(load);
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
	free(load);
}

static struct load *make(size_t n, size_t size)
{
	struct load *load = calloc(1, sizeof(*load) + n * sizeof(load->clients[0]));

	if (!load)
		return NULL;
	load->n = n;
	load->size = size;
	for (size_t i = 0; i < n; i++)
		load->clients[i].fd = -1;
	load->control = -1;
	load->pattern = payload_create(size);
	load->buffer = malloc(size + 1);
	load->epoll = epoll_create1(EPOLL_CLOEXEC);
	return load;
}

static int64_t start(struct load *load, const struct setting *setting)
{
	if (!load->pattern || !load->buffer)
		return -ENOMEM;
	if (load->epoll < 0)
		return -EMFILE;
	load->control = client_socket(setting->control_port, 0);
	if (load->control < 0)
		return load->control;
	return client_connect_all(load, setting->port);
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct load *load;
	int64_t result;

	if (!setting->port || !setting->control_port) {
		setting->problem =
			"load drives a server: prepare needs its port and control_port";
		return -EINVAL;
	}
	load = make((size_t)setting->parameters[CONNECTIONS],
		    (size_t)setting->parameters[SIZE]);
	if (!load)
		return -ENOMEM;
	result = start(load, setting);
	if (result) {
		finish(load);
		return result;
	}
	*state = load;
	return 0;
}

static const struct player load_echo = {
	.prepare = prepare,
	.play = play,
	.finish = finish,
	.begin = begin,
};

static const struct peer_play plays[] = {
	{"echo", &load_echo},
	{0},
};

const struct peer peer_load = {
	.name = "load",
	.summary = "the load generator: drives echo, no contestant",
	.plays = plays,
};
