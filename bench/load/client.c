/* SPDX-License-Identifier: MIT */
/* client.c - one connection: ask, receive, compare. */
#include "bench/load/client.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/load/load.h"
#include "bench/load/payload.h"
#include "bench/workloads/mixed.h"

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

int client_ask(struct load *load, struct client *client, int64_t now_ns)
{
	uint64_t number = (uint64_t)load->issued++;

	client->hash = payload_hash(number);
	client->heavy = mixed_is_heavy(number, load->share);
	client->request = payload_of(load->pattern, client->hash, client->heavy);
	client->sent = client->received = 0;
	client->start_ns = now_ns;
	return flush(load, client);
}

/*
 * Receive what has come. Returns 1 when the answer is whole, 0 when more must come, or -errno.
 */
static int receive(const struct load *load, struct client *client)
{
	ssize_t n = recv(client->fd, load->buffer, load->size + 1, 0);

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
	if (result == 0 && client->request)
		return flush(load, client);
	if (result > 0) {
		load->answered++;
		load->checksum += client->hash;
		client->request = NULL;
	}
	return result;
}
