/* SPDX-License-Identifier: MIT */
/* client.c - one client of the closed loop: ask, receive, compare, ask again. */
#include "bench/load/client.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bench/load/payload.h"
#include "bench/stats/histogram.h"

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Send what is left of the request, as far as the kernel takes it. */
static int flush(const struct load *load, struct client *client)
{
	ssize_t n;

	while (client->sent < load->size) {
		n = send(client->fd, client->request + client->sent,
			 load->size - client->sent, MSG_NOSIGNAL);
		if (n < 0)
			return errno == EAGAIN ? 0 : -errno;
		client->sent += (size_t)n;
	}
	return 0;
}

static int ask_at(struct load *load, struct client *client, int64_t now)
{
	client->hash = payload_hash((uint64_t)load->issued++);
	client->request = payload_of(load->pattern, client->hash);
	client->sent = client->received = 0;
	client->start_ns = now;
	return flush(load, client);
}

int client_ask(struct load *load, struct client *client)
{
	return ask_at(load, client, now_ns());
}

/* The answer is whole: count it, and ask again while the slice wants more. */
static int answered(struct load *load, struct client *client)
{
	int64_t now = now_ns();

	load->answered++;
	load->checksum += client->hash;
	histogram_record(load->latency, now - client->start_ns);
	client->request = NULL;
	return load->issued < load->wanted ? ask_at(load, client, now) : 0;
}

/* Receive what has come. Returns 1 when the answer is whole, 0 when more must come, or -errno. */
static int receive(const struct load *load, struct client *client)
{
	ssize_t n = read(client->fd, load->buffer, load->size + 1);

	if (n < 0)
		return errno == EAGAIN ? 0 : -errno;
	if (n == 0)
		return -ECONNRESET;
	if (!client->request || client->received + (size_t)n > client->sent ||
	    memcmp(load->buffer, client->request + client->received, (size_t)n))
		return -EPROTO;
	client->received += (size_t)n;
	return client->received == load->size;
}

int client_continue(struct load *load, struct client *client, uint32_t events)
{
	int result = 0;

	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
		result = receive(load, client);
	if (result < 0)
		return result;
	if (result)
		return answered(load, client);
	return client->request ? flush(load, client) : 0;
}
