/* SPDX-License-Identifier: MIT */
/* server.h - listening TCP sockets: functions of the table. */
#ifndef THREADED_SERVER_H
#define THREADED_SERVER_H

#include "asyncio.h"

struct loop;

int64_t server_start(connection_handler *handler, void *arg, const char *address,
		     uint16_t port, struct server **server);
uint16_t server_get_port(const struct server *server);
int64_t server_close(struct server *server);

/* Free what was never closed; its threads have been joined. */
void server_close_left(struct loop *loop);

#endif
