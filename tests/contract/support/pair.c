/* SPDX-License-Identifier: MIT */
/*
 * pair.c - the ends of connections. The handler may not give its stream away, so it waits until
 * the test is over, and the test awaits it before it frees what both use.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pair.h"

static int64_t lend_far(struct stream *stream, void *arg)
{
	struct pair *pair = arg;

	pair->far = stream;
	pair->serving = asyncio.current_task();
	asyncio.task_keep(pair->serving);
	check_int(asyncio.queue_put(pair->arrived, (int64_t)(uintptr_t)stream), 0);
	asyncio.event_wait(pair->over);
	pair_close_far(pair);
	return 0;
}

static void pair_start(struct pair *pair)
{
	*pair = (struct pair){.bare = -1};
	pair->arrived = asyncio.queue_create(1);
	pair->over = asyncio.event_create();
	check(pair->arrived && pair->over);
	check_int(asyncio.start_server(lend_far, pair, "127.0.0.1", 0, &pair->server), 0);
}

static void pair_accept(struct pair *pair)
{
	check(asyncio.queue_get(pair->arrived) == (int64_t)(uintptr_t)pair->far);
	check_int(asyncio.close_server(pair->server), 0);
}

void pair_open(struct pair *pair)
{
	pair_start(pair);
	check_int(asyncio.open_connection("127.0.0.1", asyncio.server_port(pair->server),
					  &pair->near),
		  0);
	pair_accept(pair);
}

void pair_open_bare(struct pair *pair)
{
	pair_start(pair);
	pair->bare = bare_connect(asyncio.server_port(pair->server));
	pair_accept(pair);
}

void pair_close_near(struct pair *pair)
{
	if (pair->near)
		asyncio.close(pair->near);
	pair->near = NULL;
}

void pair_close_far(struct pair *pair)
{
	if (pair->far)
		asyncio.close(pair->far);
	pair->far = NULL;
}

void pair_close(struct pair *pair)
{
	pair_close_near(pair);
	if (pair->bare >= 0)
		close(pair->bare);
	asyncio.event_set(pair->over);
	check_int(asyncio.await(pair->serving), 0);
	asyncio.event_destroy(pair->over);
	asyncio.queue_destroy(pair->arrived);
}

void pair_reset_bare(struct pair *pair)
{
	struct linger none = {.l_onoff = 1, .l_linger = 0};

	check_int(setsockopt(pair->bare, SOL_SOCKET, SO_LINGER, &none, sizeof(none)), 0);
	close(pair->bare);
	pair->bare = -1;
}

static struct sockaddr_in loopback(uint16_t port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

int bare_socket(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	check(fd >= 0);
	return fd;
}

void bare_join(int fd, uint16_t port)
{
	struct sockaddr_in address = loopback(port);

	check_int(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
}

int bare_connect(uint16_t port)
{
	int fd = bare_socket();

	bare_join(fd, port);
	return fd;
}

int bare_bind(int backlog, uint16_t *port)
{
	struct sockaddr_in address = loopback(0);
	socklen_t size = sizeof(address);
	int fd = bare_socket();

	check_int(bind(fd, (struct sockaddr *)&address, size), 0);
	check_int(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	if (backlog >= 0)
		check_int(listen(fd, backlog), 0);
	*port = ntohs(address.sin_port);
	return fd;
}

void full_listener_open(struct full_listener *full)
{
	struct sockaddr_in address;

	full->listener = bare_bind(0, &full->port);
	address = loopback(full->port);
	for (size_t i = 0; i < COUNT(full->clients); i++) {
		full->clients[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
		check(full->clients[i] >= 0);
		(void)connect(full->clients[i], (struct sockaddr *)&address,
			      sizeof(address));
	}
}

void full_listener_close(struct full_listener *full)
{
	for (size_t i = 0; i < COUNT(full->clients); i++)
		close(full->clients[i]);
	close(full->listener);
}
